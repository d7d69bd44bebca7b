// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {FilecoinWarmStorageService} from "src/FilecoinWarmStorageService.sol";
import {FilecoinWarmStorageServiceStateView} from "src/FilecoinWarmStorageServiceStateView.sol";
import {FilecoinPay} from "src/devnet/FilecoinPay.sol";
import {PDPVerifier} from "src/devnet/PDPVerifier.sol";
import {USDFC} from "src/devnet/USDFC.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageServiceStateView} from "src/interfaces/IFilecoinWarmStorageServiceStateView.sol";
import {FwssHandler} from "test/invariant/FilecoinWarmStorageService/FwssHandler.sol";
import {FwssModel} from "test/invariant/FilecoinWarmStorageService/FwssModel.sol";

/// forge-config: ci.invariant.depth = 96
contract FwssInvariantTest is Test {
    FwssHandler internal handler;
    FilecoinWarmStorageService internal fwss;
    FilecoinWarmStorageServiceStateView internal fwssView;
    FilecoinPay internal pay;
    PDPVerifier internal pdpVerifier;
    USDFC internal usdfc;
    address[] internal accounts;
    address[] internal keys;

    function setUp() public {
        handler = new FwssHandler();
        fwss = FilecoinWarmStorageService(handler.service());
        fwssView = FilecoinWarmStorageServiceStateView(fwss.viewContractAddress());
        pay = FilecoinPay(fwss.paymentsContractAddress());
        pdpVerifier = PDPVerifier(fwss.pdpVerifierAddress());
        usdfc = USDFC(fwss.usdfcTokenAddress());
        for (uint256 i = 0; i < 3; i++) {
            accounts.push(handler.actors(i));
        }
        for (uint256 i = 3; i < 7; i++) {
            keys.push(handler.actors(i));
        }
        accounts.push(handler.offers(0));
        accounts.push(handler.offers(1));
        accounts.push(address(pay));
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: handler.actions()}));
    }

    /// @notice The funds of all accounts are the tokens held.
    function invariant_FundsAreTheTokensHeld() public view {
        uint256 sum = fundsOf(handler.idleAccount());
        for (uint256 i = 0; i < accounts.length; i++) {
            sum += fundsOf(accounts[i]);
        }
        assertEq(sum, usdfc.balanceOf(address(pay)));
    }

    /// @notice Each account holds what was deposited and paid to it, less what was withdrawn and paid from it; what payers paid
    /// is what providers received and the network's fees.
    function invariant_EveryPaymentArrives() public view {
        for (uint256 i = 0; i < accounts.length; i++) {
            assertEq(fundsOf(accounts[i]), handler.ghostFunds(accounts[i]), "funds");
        }
        assertEq(handler.ghostPaid(), handler.ghostReceived() + handler.ghostFees(), "paid and received");
    }

    /// @notice No account has more locked than it holds, and what is locked is what its data sets lock: 30 days of the rate,
    /// the reserve, and what has yet to be settled.
    function invariant_LockupIsCovered() public view {
        for (uint256 i = 0; i < 3; i++) {
            (uint256 funds, uint256 lockup, uint256 rate, uint256 settledAt) = pay.accounts(address(usdfc), accounts[i]);
            assertLe(lockup, funds, "covered");
            (uint256 expectedLockup, uint256 expectedRate) = handler.expectedAccount(accounts[i], settledAt);
            assertEq(lockup, expectedLockup, "lockup");
            assertEq(rate, expectedRate, "rate");
        }
    }

    /// @notice The rate of a rail is the price of its data set's size.
    function invariant_RatesArePrices() public view {
        for (uint256 id = 1; id <= handler.setCount(); id++) {
            FwssModel.GhostSet memory ghost = handler.ghostSet(id);
            if (ghost.finalised) continue;
            uint256 rate = pay.getRail(id).paymentRate;
            assertEq(rate, handler.currentRate(id), "rate");
            if (ghost.endEpoch != 0) continue;
            assertEq(pdpVerifier.getDataSetLeafCount(id), handler.leavesOf(id), "leaves");
            assertEq(rate, handler.price(id), "price of the size");
        }
    }

    /// @notice What is due and what is held for it is what the operations make it; what is held is the rail's fixed lockup; and
    /// while a data set goes on, it is the threshold more than what is due, so that its end can always be paid.
    function invariant_ReservesCoverFees() public view {
        for (uint256 id = 1; id <= handler.setCount(); id++) {
            FwssModel.GhostSet memory ghost = handler.ghostSet(id);
            IFilecoinWarmStorageServiceStateView.DataSetInfoView memory info = fwssView.getDataSet(id);
            if (!ghost.deleted) {
                assertEq(info.pendingOneTimePayments, ghost.pending, "pending");
                assertEq(info.lifecycleReserveBalance, ghost.reserve, "reserve");
            }
            if (!ghost.finalised) assertEq(pay.getRail(id).lockupFixed, ghost.reserve, "fixed lockup");
            if (ghost.endEpoch == 0) assertGe(ghost.reserve, ghost.pending + 0.005e18, "threshold");
        }
    }

    /// @notice Proving periods are those that were begun.
    function invariant_PeriodsAreThoseThatWereBegun() public view {
        for (uint256 id = 1; id <= handler.setCount(); id++) {
            FwssModel.GhostSet memory ghost = handler.ghostSet(id);
            if (ghost.deleted) continue;
            assertEq(fwssView.provingActivationEpoch(id), ghost.activation, "activation");
            assertEq(fwssView.provingDeadline(id), ghost.deadline, "deadline");
            assertEq(fwssView.provenThisPeriod(id), ghost.proven, "proven");
        }
    }

    /// @notice A data set that was terminated has no running rail, and one that was not has.
    function invariant_TerminatedRailsEnd() public {
        for (uint256 id = 1; id <= handler.setCount(); id++) {
            FwssModel.GhostSet memory ghost = handler.ghostSet(id);
            if (!ghost.deleted) assertEq(fwssView.getDataSet(id).pdpEndEpoch, ghost.endEpoch, "end of the data set");
            if (ghost.finalised) {
                vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, id));
                pay.getRail(id);
            } else {
                assertEq(pay.getRail(id).endEpoch, ghost.endEpoch, "end of the rail");
            }
        }
    }

    /// @notice There are the data sets whose creation was allowed, and of those that were deleted nothing is left.
    function invariant_DataSetsAreThoseThatWereAllowed() public view {
        assertEq(pdpVerifier.getNextDataSetId(), handler.setCount() + 1, "next id");
        uint256 live;
        for (uint256 id = 1; id <= handler.setCount(); id++) {
            FwssModel.GhostSet memory ghost = handler.ghostSet(id);
            IFilecoinWarmStorageServiceStateView.DataSetInfoView memory info = fwssView.getDataSet(id);
            if (ghost.deleted) {
                assertEq(info.payer, address(0), "deleted");
                continue;
            }
            live++;
            assertEq(info.payer, ghost.payer, "payer");
            assertEq(info.payee, ghost.provider, "payee");
            assertEq(info.serviceProvider, ghost.provider, "provider");
            assertEq(info.clientDataSetId, ghost.clientDataSetId, "name");
            assertEq(info.pdpRailId, id, "rail");
        }
        for (uint256 i = 0; i < 3; i++) {
            live -= fwssView.getClientDataSetsLength(accounts[i]);
        }
        assertEq(live, 0, "listed");
    }

    /// @notice Every nonce that was accepted is used up, for good, for what it was used for first.
    function invariant_NoncesStayUsed() public view {
        for (uint256 i = 0; i < handler.useCount(); i++) {
            FwssModel.Use memory use = handler.ghostUse(i);
            assertEq(fwssView.clientNonces(use.account, use.nonce), handler.expectedUse(use));
        }
    }

    /// @notice Whatever session keys and strangers sign, they neither pay nor are paid.
    function invariant_SessionKeysKeepTheirBalances() public view {
        for (uint256 i = 0; i < keys.length; i++) {
            assertEq(keys[i].balance, handler.KEY_FIL(), "FIL");
            assertEq(usdfc.balanceOf(keys[i]), handler.KEY_TOKENS(), "USDFC");
            (uint256 funds, uint256 lockup, uint256 rate,) = pay.accounts(address(usdfc), keys[i]);
            assertEq(funds + lockup + rate, 0, "account");
        }
        assertEq(usdfc.balanceOf(address(fwss)) + fundsOf(address(fwss)), 0, "service");
    }

    /// @notice Nobody's money is stuck: every data set can be ended, paid and deleted, and then everybody gets all they have.
    function afterInvariant() public {
        // In a short sequence, such as a shrunk one, it may well be that nothing could happen.
        if (handler.calls() >= 32) assertGt(handler.actedTotal(), handler.acted("advance"), "nothing but time");
        handler.endAll();
        for (uint256 i = 0; i < accounts.length; i++) {
            (uint256 funds, uint256 lockup, uint256 rate,) = pay.accounts(address(usdfc), accounts[i]);
            assertEq(lockup + rate, 0, "locked for nothing");
            assertEq(funds, handler.ghostFunds(accounts[i]), "funds");
            if (accounts[i] == address(pay)) continue;
            vm.prank(accounts[i]);
            pay.withdraw(address(usdfc), funds);
        }
        assertEq(usdfc.balanceOf(address(pay)), fundsOf(address(pay)) + fundsOf(handler.idleAccount()), "left over");
    }

    /// @dev Every action of the handler does something when it can, and meets a payer out of funds: a campaign is not made of
    /// no-ops.
    function test_HandlerActs() public {
        bytes4[] memory selectors = handler.actions();
        for (uint256 round = 0; round < 60; round++) {
            for (uint256 i = 0; i < selectors.length; i++) {
                // Some take a second number, some do not.
                uint256 seed = round * selectors.length + i;
                (bool done,) = address(handler).call(abi.encodePacked(selectors[i], seed, seed * 1e15));
                assertTrue(done);
            }
        }
        string[25] memory actions = [
            "advance",
            "goToExpiry",
            "deposit",
            "withdraw",
            "approve",
            "settle",
            "login",
            "revoke",
            "revokeAll",
            "create",
            "createAndAdd",
            "add",
            "remove",
            "nextProvingPeriod",
            "terminate",
            "terminateSigned",
            "deleteDataSet",
            "replay",
            "replayForAnotherPayer",
            "removal elsewhere",
            "useUp",
            "prove",
            "topUp",
            "abandoned",
            "refused"
        ];
        for (uint256 i = 0; i < actions.length; i++) {
            assertGt(handler.acted(actions[i]), 0, actions[i]);
        }
        assertGt(handler.ghostPaid(), 0, "paid");
        afterInvariant();
    }

    function fundsOf(address owner) internal view returns (uint256 funds) {
        (funds,,,) = pay.accounts(address(usdfc), owner);
    }
}
