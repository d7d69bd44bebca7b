// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {Cid} from "src/types/Cid.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";
import {PieceCids} from "test/utils/PieceCids.sol";

/// @notice What a session key that may only upload can cost its root, when a registered provider helps it: the figures of
/// docs/security.md.
contract KeyCostTest is BillingBase {
    uint256 private constant DEPOSIT = 5130e18;

    /// @dev What 1 TiB needs: 30 days of its rate, and the reserve as a creation fills it.
    uint256 private constant ALLOWANCE = LOCKUP_1_TIB + RESERVE;

    function setUp() public override {
        super.setUp();
        fund(stranger.addr, DEPOSIT);
        grant(stranger.addr, sessionKey.addr, FwssPermissions.CREATE_DATA_SET, block.timestamp + 1 hours);
        grant(stranger.addr, sessionKey.addr, FwssPermissions.ADD_PIECES, block.timestamp + 1 hours);
    }

    /// @dev The root sees it in the next epoch, and does all that it can; the provider proves to the end.
    function costOf(uint256 dataSetId) private returns (uint256) {
        nextPeriod(dataSetId);
        pass(1);
        address[] memory keys = new address[](1);
        keys[0] = sessionKey.addr;
        vm.startPrank(stranger.addr);
        registry.revokeAll(keys, "test");
        fwss.terminateService(dataSetId);
        vm.stopPrank();
        uint256 endEpoch = fwssView.getDataSet(dataSetId).pdpEndEpoch;
        keepProving(dataSetId, endEpoch - 1);
        // The period that holds the last epoch cannot be proven before it is over: its window is not open yet.
        goTo(fwssView.provingDeadline(dataSetId) + 1);
        settle(dataSetId);
        return DEPOSIT - fundsOf(stranger.addr);
    }

    /// @dev Two pieces of 1 PiB, which nobody has to have: of nothing but zeros, say, every proof can be worked out.
    function test_UploadOnlyKeyCanCostTheWholeDeposit() public {
        Cid[] memory pieces = PieceCids.many(2, 127 * 2 ** 43, 9);
        uint256 dataSetId = createAndAdd(sessionKey, stranger.addr, 5, 6, pieces);
        uint256 cost = costOf(dataSetId);
        assertGt(cost, 5080e18);
        assertGt(fundsOf(provider), 5054e18);
    }

    /// @dev Without proofs, it is the fees.
    function test_UploadOnlyKeyCostsFeesWithoutProofs() public {
        uint256 dataSetId = createAndAdd(sessionKey, stranger.addr, 5, 6, PieceCids.many(2, 127 * 2 ** 43, 9));
        nextPeriod(dataSetId);
        pass(1);
        vm.prank(stranger.addr);
        fwss.terminateService(dataSetId);
        pass(PERIOD + PROVING_PERIOD);
        settle(dataSetId);
        assertEq(DEPOSIT - fundsOf(stranger.addr), 0.0261e18);
    }

    /// @dev What FilecoinPay lets FWSS spend bounds it: here what 1 TiB needs.
    function test_FiniteAllowanceBoundsWhatAKeyCosts() public {
        approveOperator(stranger.addr, RATE_1_TIB, ALLOWANCE, PERIOD);
        uint256 dataSetId = createAndAdd(sessionKey, stranger.addr, 5, 6, piece(RAW_TIB, 9));

        // Nothing goes beyond: neither in this data set nor in another one.
        bytes memory message = addMessage(sessionKey, dataSetId, 7, piece(RAW_GIB, 10));
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinPay.OperatorRateAllowanceExceeded.selector, RATE_1_TIB, 29_014_943_087_541)
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
                277_777_777_777
            )
        );
        submitCreate(message);
        // 30 days, an epoch, and the fees.
        assertLe(costOf(dataSetId), ALLOWANCE + RATE_1_TIB);
    }

    /// @dev Fees, too: what was paid is gone from the allowance, and the reserve is filled up from what is left of it alone.
    function test_FiniteAllowanceBoundsFees() public {
        approveOperator(stranger.addr, type(uint256).max, 0.3e18, PERIOD);
        uint256 dataSetId = createAndAdd(sessionKey, stranger.addr, 5, 6, piece(1, 0));
        bool accepted = true;
        for (uint256 i = 1; accepted; i++) {
            bytes memory message = addMessage(sessionKey, dataSetId, 100 + i, piece(1, i));
            vm.prank(provider);
            (accepted,) = address(pdpVerifier)
                .call(abi.encodeCall(pdpVerifier.addPieces, (dataSetId, address(0), piece(1, i), message)));
        }
        uint256 paid = DEPOSIT - fundsOf(stranger.addr);
        (,, uint256 allowance,, uint256 usage,) =
            filecoinPay.operatorApprovals(address(usdfc), stranger.addr, address(fwss));
        assertEq(allowance, 0.3e18 - paid);
        assertLe(usage, allowance);
        assertGt(paid, RESERVE, "filled up once");
    }

    /// @dev A provider that terminates at once, to begin again with what that frees of the rate, finds the lockup used still.
    function test_FiniteAllowanceBoundsWhatTerminationsFree() public {
        approveOperator(stranger.addr, RATE_1_TIB, ALLOWANCE, PERIOD);
        uint256 dataSetId = createAndAdd(sessionKey, stranger.addr, 5, 6, piece(RAW_TIB, 9));
        vm.prank(provider);
        fwss.terminateService(dataSetId);
        bytes memory message = createMessage(sessionKey, stranger.addr, 8);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.InsufficientLockupAllowance.selector,
                stranger.addr,
                address(fwss),
                ALLOWANCE - 0.0258e18,
                ALLOWANCE - 0.0258e18,
                0.124e18
            )
        );
        submitCreate(message);
    }
}
