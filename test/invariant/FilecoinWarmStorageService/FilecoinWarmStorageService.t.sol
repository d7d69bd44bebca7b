// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {FilecoinWarmStorageService} from "src/FilecoinWarmStorageService.sol";
import {FilecoinWarmStorageServiceStateView} from "src/FilecoinWarmStorageServiceStateView.sol";
import {SessionKeyAuthorizer} from "src/SessionKeyAuthorizer.sol";
import {FilecoinPay} from "src/devnet/FilecoinPay.sol";
import {PDPVerifier} from "src/devnet/PDPVerifier.sol";
import {USDFC} from "src/devnet/USDFC.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageServiceStateView} from "src/interfaces/IFilecoinWarmStorageServiceStateView.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {FwssGrants} from "test/invariant/FilecoinWarmStorageService/FwssGrants.sol";
import {FwssHandler} from "test/invariant/FilecoinWarmStorageService/FwssHandler.sol";
import {FwssModel} from "test/invariant/FilecoinWarmStorageService/FwssModel.sol";

/// forge-config: ci.invariant.depth = 96
/// forge-config: default.evm_version = "osaka"
contract FwssInvariantTest is Test {
    uint256 private constant LIVES = 14;

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
        for (uint256 i = 0; i < handler.ACTORS(); i++) {
            (i < handler.PAYERS() ? accounts : keys).push(handler.actors(i));
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
        for (uint256 i = 0; i < handler.PAYERS(); i++) {
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
        for (uint256 i = 0; i < handler.PAYERS(); i++) {
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

    /// @notice What a session key did, it did with a grant that held, and within its limit: says the registry, and says the
    /// authorizer, at that very time.
    function invariant_NothingIsDoneWithoutAGrant() public view {
        FwssGrants.Deed[] memory deeds = handler.deeds();
        for (uint256 i = 0; i < deeds.length; i++) {
            assertLe(deeds[i].at, deeds[i].expiry, "the grant was over");
            if (deeds[i].limit != 0) assertLe(deeds[i].used, deeds[i].limit, "over the limit");
        }
    }

    /// @notice Of each grant that holds, what the operations make it is used, and never more than its limit.
    function invariant_UsageKeepsToItsLimit() public view {
        FwssGrants.Budget[] memory budgets = handler.budgets();
        SessionKeyAuthorizer authorizer = SessionKeyAuthorizer(address(fwss.sessionKeyAuthorizer()));
        for (uint256 i = 0; i < budgets.length; i++) {
            FwssGrants.Budget memory budget = budgets[i];
            assertLe(budget.used, budget.limit, "limit");
            (uint256 expiry, uint256 used) =
                authorizer.usageOf(address(fwss), budget.payer, budget.signer, budget.permission);
            // Otherwise it was revoked, or replaced by another one.
            if (expiry == budget.expiry) assertEq(used, budget.used, "usage");
        }
    }

    /// @notice All that the session keys of a root cost which grants nothing without a limit and signs nothing itself: at most the
    /// price of storing the bytes that it allowed since the beginning, of the data sets, removals and terminations that it
    /// allowed, and the fees of what was added, which limits do not count.
    function invariant_LimitedKeysCostAtMostTheirLimits() public view {
        address payer = handler.careful();
        uint256 rate;
        uint256 fees = handler.ghostAdditions(payer) * 0.0005e18 + handler.ghostPieces(payer) * 0.0003e18;
        uint256 size;
        FwssGrants.Budget[] memory budgets = handler.budgets();
        for (uint256 i = 0; i < budgets.length; i++) {
            if (budgets[i].payer != payer) continue;
            (bytes32 operation, uint256 limit) = (budgets[i].operation, budgets[i].limit);
            if (operation == FwssPermissions.ADD_PIECES) size += limit;
            if (operation == FwssPermissions.CREATE_DATA_SET) (fees, rate) = (fees + limit * 0.025e18, rate + limit);
            if (operation == FwssPermissions.SCHEDULE_PIECE_REMOVALS) fees += limit * 0.002e18;
            if (operation == FwssPermissions.TERMINATE_SERVICE) fees += limit * 0.00112e18;
        }
        // Of each data set, and of the bytes: of each piece, the last leaf counts in full.
        rate = rate * 277_777_777_777 + (size + handler.ghostPieces(payer) * 32) * 2.5e18 / (2 ** 40 * 86_400);
        (,, uint256 running,) = pay.accounts(address(usdfc), payer);
        assertLe(running, rate, "rate");
        uint256 cost = handler.ghostPut(payer) - fundsOf(payer);
        assertLe(cost, rate * (block.number - handler.BEGINNING()) + fees, "cost");
    }

    /// @notice Nobody's money is stuck: every data set can be ended, paid and deleted, and then everybody gets all they have.
    function afterInvariant() public {
        // In a short sequence, such as a shrunk one, it may well be that nothing could happen.
        if (handler.calls() >= 32) assertGt(handler.actedTotal(), handler.reached("advance"), "nothing but time");
        handler.report("FilecoinWarmStorageService");
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

    /// @dev A campaign is not made of no-ops: some lives do all that the handler can, and meet a payer out of funds and a key at its
    /// limit.
    function test_HandlerActs() public {
        string[] memory states = handler.states();
        uint256[] memory times = new uint256[](handler.OFTEN());
        for (uint256 life = 0; life < LIVES; life++) {
            uint256 snapshot = vm.snapshotState();
            liveOnce(life);
            for (uint256 i = 0; i < times.length; i++) {
                times[i] += handler.reached(states[i]);
            }
            vm.revertToState(snapshot);
        }
        for (uint256 i = 0; i < times.length; i++) {
            assertGt(times[i], 0, states[i]);
        }
    }

    function liveOnce(uint256 life) private {
        bytes4[] memory selectors = handler.actions();
        for (uint256 i = 0; i < 10 * selectors.length; i++) {
            uint256 seed = uint256(keccak256(abi.encode(life, i)));
            // Some take a second number, some do not.
            (bool done,) =
                address(handler).call(abi.encodePacked(selectors[seed % selectors.length], seed >> 8, seed >> 16));
            assertTrue(done);
        }
        afterInvariant();
    }

    function fundsOf(address owner) internal view returns (uint256 funds) {
        (funds,,,) = pay.accounts(address(usdfc), owner);
    }
}
