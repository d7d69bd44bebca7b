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
        allow(1, RAW_GIB);
    }

    /// @dev As `uploadLimits` of the client does.
    function allow(uint128 dataSets, uint256 size) private {
        creation =
            Policy({operation: FwssPermissions.CREATE_DATA_SET, dataSetId: 0, provider: provider, limit: dataSets});
        // forge-lint: disable-next-line(unsafe-typecast): a small number
        upload = Policy({operation: FwssPermissions.ADD_PIECES, dataSetId: 0, provider: provider, limit: uint128(size)});
        vm.startPrank(stranger.addr);
        registry.revokeAll(ofKey(), "test");
        registry.loginWithPolicies(key.addr, block.timestamp + 1 hours, new bytes32[](0), both(), "test");
        vm.stopPrank();
    }

    function ofKey() private view returns (address[] memory keys) {
        keys = new address[](1);
        keys[0] = key.addr;
    }

    function both() private view returns (Policy[] memory policies) {
        policies = new Policy[](2);
        (policies[0], policies[1]) = (creation, upload);
    }

    function createWith(uint256 clientDataSetId) private returns (uint256) {
        bytes memory envelope = sealedBy(key, stranger.addr, creation, typedData(createHash(clientDataSetId)));
        return submitCreate(createData(stranger.addr, clientDataSetId, envelope));
    }

    function addWith(uint256 dataSetId, uint256 nonce, uint256 size) private {
        uint256 clientDataSetId = fwssView.getDataSet(dataSetId).clientDataSetId;
        bytes32 digest = typedData(addHash(clientDataSetId, nonce, piece(size, nonce)));
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

    function costOf(uint256 dataSetId) private returns (uint256) {
        return costOf(ids(dataSetId));
    }

    /// @dev The root sees it in the next epoch, and does all that it can; the provider proves to the end.
    function costOf(uint256[] memory dataSetIds) private returns (uint256) {
        forEach(dataSetIds, nextPeriod);
        pass(1);
        vm.startPrank(stranger.addr);
        for (uint256 i = 0; i < dataSetIds.length; i++) {
            fwss.terminateService(dataSetIds[i]);
        }
        registry.revokeAll(ofKey(), "test");
        vm.stopPrank();
        // All of them have the same periods.
        uint256 first = dataSetIds[0];
        uint256 last = fwssView.getDataSet(first).pdpEndEpoch;
        while (fwssView.provingDeadline(first) < last) {
            goTo(fwssView.provingDeadline(first));
            forEach(dataSetIds, prove);
            pass(1);
            forEach(dataSetIds, nextPeriod);
        }
        goTo(fwssView.provingDeadline(first) + 1);
        forEach(dataSetIds, settleOne);
        return DEPOSIT - fundsOf(stranger.addr);
    }

    function settleOne(uint256 dataSetId) private {
        settle(dataSetId);
    }

    function forEach(uint256[] memory dataSetIds, function(uint256) internal act) private {
        for (uint256 i = 0; i < dataSetIds.length; i++) {
            act(dataSetIds[i]);
        }
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
        allow(1, 200);
        uint256 dataSetId = createWith(5);
        for (uint256 i = 0; i < 200; i++) {
            addWith(dataSetId, 100 + i, 1);
        }
        expectExceeded(upload, 200, 1);
        this.tryAdd(dataSetId, 9, 1);
        uint256 rate = railOf(dataSetId).paymentRate;
        assertEq(costOf(dataSetId), rate * PERIOD + CREATE_FEE + 200 * ADD_1_FEE);
    }

    /// @dev `uploadLimits({ bytes: 1024n ** 3n, provider })`, used to the last byte: 30 days of 33 818 641 leaves, the last of which
    /// counts in full, and of a data set; and the fees of one creation and one addition. To the unit.
    function test_UploadLimitsOf1GiBCostThePriceOf1GiB() public {
        allow(1, 2 ** 30);
        uint256 dataSetId = createWith(5);
        expectExceeded(upload, 0, 127 * 2 ** 43);
        this.tryAdd(dataSetId, 7, 127 * 2 ** 43);
        addWith(dataSetId, 8, 2 ** 30);
        expectExceeded(upload, 2 ** 30, 1);
        this.tryAdd(dataSetId, 9, 1);
        // 28 257 017 492 and 277 777 777 777 an epoch.
        assertEq(costOf(dataSetId), 86_400 * 306_034_795_269 + CREATE_FEE + ADD_1_FEE);
    }

    /// @dev The same without a provider, and so in two data sets: the bytes cost the same, and each data set its own.
    function test_UploadLimitsOf1GiBInTwoDataSets() public {
        allow(2, 2 ** 30);
        uint256[] memory dataSetIds = new uint256[](2);
        for (uint256 i = 0; i < 2; i++) {
            dataSetIds[i] = createWith(5 + i);
            addWith(dataSetIds[i], 8 + i, 2 ** 29);
        }
        expectExceeded(upload, 2 ** 30, 1);
        this.tryAdd(dataSetIds[0], 10, 1);
        // 14 128 509 154 and 277 777 777 777 an epoch, each.
        assertEq(costOf(dataSetIds), 2 * (86_400 * 291_906_286_931 + CREATE_FEE + ADD_1_FEE));
    }
}
