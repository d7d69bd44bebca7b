// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {Cid} from "src/types/Cid.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";
import {PieceCids} from "test/utils/PieceCids.sol";

/// @notice What a session key that may only upload can cost its root, when an approved provider helps it: the figures of
/// docs/security.md.
contract KeyCostTest is BillingBase {
    uint256 private constant DEPOSIT = 5130e18;

    function setUp() public override {
        super.setUp();
        fund(stranger.addr, DEPOSIT);
        grant(stranger.addr, sessionKey.addr, FwssPermissions.CREATE_DATA_SET, block.timestamp + 1 hours);
        grant(stranger.addr, sessionKey.addr, FwssPermissions.ADD_PIECES, block.timestamp + 1 hours);
    }

    /// @dev The root sees it in the next epoch, and does all that it can.
    function costOf(uint256 dataSetId) private returns (uint256) {
        pass(1);
        address[] memory keys = new address[](1);
        keys[0] = sessionKey.addr;
        vm.startPrank(stranger.addr);
        registry.revokeAll(keys, "test");
        fwss.terminateService(dataSetId);
        vm.stopPrank();
        pass(PERIOD);
        settle(dataSetId);
        return DEPOSIT - fundsOf(stranger.addr);
    }

    /// @dev Two pieces of 1 PiB, which nobody has to have.
    function test_UploadOnlyKeyCanCostTheWholeDeposit() public {
        Cid[] memory pieces = PieceCids.many(2, 127 * 2 ** 43, 9);
        uint256 dataSetId = createAndAdd(sessionKey, stranger.addr, 5, 6, pieces);
        uint256 cost = costOf(dataSetId);
        assertGt(cost, 5120e18);
        assertGt(fundsOf(provider), 5094e18);
    }

    /// @dev What FilecoinPay lets FWSS spend bounds it: here what 1 TiB needs.
    function test_FiniteAllowanceBoundsWhatAKeyCosts() public {
        approveOperator(stranger.addr, RATE_1_TIB, LOCKUP_1_TIB, PERIOD);
        uint256 dataSetId = createAndAdd(sessionKey, stranger.addr, 5, 6, piece(RAW_TIB, 9));

        // Nothing goes beyond: neither in this data set nor in another one.
        bytes memory message = addMessage(sessionKey, dataSetId, 7, piece(RAW_GIB, 10));
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientRateAllowance.selector,
                stranger.addr,
                address(fwss),
                RATE_1_TIB,
                RATE_1_TIB,
                28_257_016_783
            )
        );
        submitAdd(dataSetId, piece(RAW_GIB, 10), message);
        message = createMessage(sessionKey, stranger.addr, 8);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientRateAllowance.selector,
                stranger.addr,
                address(fwss),
                RATE_1_TIB,
                RATE_1_TIB,
                RATE_EMPTY
            )
        );
        submitCreate(message);
        assertEq(costOf(dataSetId), RATE_1_TIB + LOCKUP_1_TIB);
    }

    /// @dev A provider that terminates at once, to begin again with what that frees of the rate, finds the lockup used still.
    function test_FiniteAllowanceBoundsWhatTerminationsFree() public {
        approveOperator(stranger.addr, RATE_1_TIB, LOCKUP_1_TIB, PERIOD);
        uint256 dataSetId = createAndAdd(sessionKey, stranger.addr, 5, 6, piece(RAW_TIB, 9));
        vm.prank(provider);
        fwss.terminateService(dataSetId);
        bytes memory message = createMessage(sessionKey, stranger.addr, 8);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupAllowance.selector,
                stranger.addr,
                address(fwss),
                LOCKUP_1_TIB,
                LOCKUP_1_TIB,
                LOCKUP_EMPTY
            )
        );
        submitCreate(message);
    }
}
