// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyAuthorizer} from "src/interfaces/ISessionKeyAuthorizer.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {Policy} from "src/types/Policy.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";
import {Envelopes, Key} from "test/utils/Envelopes.sol";

/// @notice What a key that may upload up to a limit can cost its root, when a registered provider helps it: the figures of
/// docs/limits.md. The attempt is that of `KeyCostTest`, which costs the whole deposit without a limit.
/// forge-config: default.evm_version = "osaka"
contract LimitCostTest is BillingBase, Envelopes {
    uint256 private constant DEPOSIT = 5130e18;

    Key private key;
    Policy private creation;
    Policy private upload;

    function setUp() public override {
        super.setUp();
        fund(stranger.addr, DEPOSIT);
        key = p256Key("P-256 session key");
        creation = Policy({operation: FwssPermissions.CREATE_DATA_SET, dataSetId: 0, provider: provider, limit: 1});
        upload =
        // forge-lint: disable-next-line(unsafe-typecast): a small constant
        Policy({operation: FwssPermissions.ADD_PIECES, dataSetId: 0, provider: provider, limit: uint128(RAW_GIB)});
        grant(stranger.addr, key.addr, permissionOf(creation), block.timestamp + 1 hours);
        grant(stranger.addr, key.addr, permissionOf(upload), block.timestamp + 1 hours);
    }

    function createWith(uint256 clientDataSetId) private returns (uint256) {
        bytes memory envelope = sealedBy(key, stranger.addr, creation, typedData(createHash(clientDataSetId)));
        return submitCreate(createData(stranger.addr, clientDataSetId, envelope));
    }

    function addWith(uint256 dataSetId, uint256 nonce, uint256 size) private {
        bytes32 digest = typedData(addHash(5, nonce, piece(size, nonce)));
        bytes memory envelope = sealedBy(key, stranger.addr, upload, digest);
        submitAdd(dataSetId, piece(size, nonce), addData(nonce, 1, envelope));
    }

    function expectExceeded(Policy memory policy, uint256 used, uint256 asked) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyAuthorizer.LimitExceeded.selector,
                stranger.addr,
                key.addr,
                permissionOf(policy),
                policy.limit,
                used,
                asked
            )
        );
    }

    /// @dev The root sees it in the next epoch, and does all that it can; the provider proves to the end.
    function costOf(uint256 dataSetId) private returns (uint256) {
        nextPeriod(dataSetId);
        pass(1);
        vm.prank(stranger.addr);
        fwss.terminateService(dataSetId);
        keepProving(dataSetId, fwssView.getDataSet(dataSetId).pdpEndEpoch - 1);
        goTo(fwssView.provingDeadline(dataSetId) + 1);
        settle(dataSetId);
        return DEPOSIT - fundsOf(stranger.addr);
    }

    /// @dev 1 GiB of leaves for 30 days, and the fees of what was done, to the unit.
    function test_LimitBoundsWhatAKeyCosts() public {
        uint256 dataSetId = createWith(5);
        bytes memory again =
            createData(stranger.addr, 6, sealedBy(key, stranger.addr, creation, typedData(createHash(6))));
        expectExceeded(creation, 1, 1);
        submitCreate(again);
        // The two pieces of 1 PiB, then what there is room for, then a byte.
        expectExceeded(upload, 0, 127 * 2 ** 43);
        this.tryAdd(dataSetId, 7, 127 * 2 ** 43);
        addWith(dataSetId, 8, RAW_GIB);
        expectExceeded(upload, RAW_GIB, 1);
        this.tryAdd(dataSetId, 9, 1);
        assertEq(costOf(dataSetId), LOCKUP_1_GIB + CREATE_FEE + ADD_1_FEE);
    }

    function tryAdd(uint256 dataSetId, uint256 nonce, uint256 size) external {
        addWith(dataSetId, nonce, size);
    }

    /// @dev In pieces it is the same storage, and a fee for each: what a limit of bytes does not count.
    function test_FeesOfManyPieces() public {
        uint256 dataSetId = createWith(5);
        for (uint256 i = 0; i < 8; i++) {
            addWith(dataSetId, 100 + i, RAW_GIB / 8);
        }
        expectExceeded(upload, RAW_GIB, 1);
        this.tryAdd(dataSetId, 9, 1);
        assertEq(costOf(dataSetId), LOCKUP_1_GIB + CREATE_FEE + 8 * ADD_1_FEE);
    }

    /// @dev The most that a limit of bytes allows in fees: a piece of one byte for each.
    function test_FeesOfTinyPieces() public {
        upload.limit = 200;
        grant(stranger.addr, key.addr, permissionOf(upload), block.timestamp + 1 hours);
        uint256 dataSetId = createWith(5);
        for (uint256 i = 0; i < 200; i++) {
            addWith(dataSetId, 100 + i, 1);
        }
        expectExceeded(upload, 200, 1);
        this.tryAdd(dataSetId, 9, 1);
        uint256 rate = railOf(dataSetId).paymentRate;
        assertEq(costOf(dataSetId), rate * PERIOD + CREATE_FEE + 200 * ADD_1_FEE);
    }
}
