// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {PriceList} from "src/libraries/PriceList.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";
import {PieceCids} from "test/utils/PieceCids.sol";

/// @notice Fees, reserve and rate, while there are funds.
contract FwssBillingTest is BillingBase {
    /* CREATE */

    /// @dev The fee is due, and not paid yet; nothing streams.
    function test_BillCreate() public {
        uint256 dataSetId = create(7);

        IFilecoinPay.RailView memory rail = railOf(dataSetId);
        assertEq(rail.token, address(usdfc));
        assertEq(rail.from, root.addr);
        assertEq(rail.to, provider);
        assertEq(rail.operator, address(fwss));
        assertEq(rail.validator, address(fwss));
        assertEq(rail.paymentRate, 0);
        assertEq(rail.lockupPeriod, PERIOD);
        assertEq(rail.settledUpTo, START);
        assertEq(rail.endEpoch, 0);
        assertEq(rail.commissionRateBps, 0);
        assertEq(rail.serviceFeeRecipient, address(fwss));
        assertFees(dataSetId, CREATE_FEE, RESERVE);
        assertAccount(root.addr, FUNDS, RESERVE, 0, START);
        assertUsage(root.addr, 0, RESERVE);
        assertEq(fwssView.railToDataSet(1), dataSetId);
        pass(100);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 0);
    }

    function test_BillCreateAndAdd() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        assertFees(dataSetId, 0, RESERVE - CREATE_FEE - ADD_1_FEE);
        assertAccount(root.addr, FUNDS - 0.0258e18, 0.0742e18 + LOCKUP_1_GIB, RATE_1_GIB, START);
        assertUsage(root.addr, RATE_1_GIB, 0.0742e18 + LOCKUP_1_GIB);
        // A 200th is the network's.
        assertEq(fundsOf(provider), 0.025671e18);
        assertEq(fundsOf(address(filecoinPay)), 0.000129e18);
    }

    /* ADD */

    function test_BillAdd() public {
        uint256 dataSetId = create(7);
        bytes memory message = addMessage(root, dataSetId, 1000, piece(RAW_TIB, 0));
        vm.expectEmit(address(filecoinPay));
        emit IFilecoinPay.RailOneTimePaymentProcessed(1, 0.025671e18, 0, 0.000129e18);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.RailRateUpdated(dataSetId, 1, RATE_1_TIB);
        submitAdd(dataSetId, piece(RAW_TIB, 0), message);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_TIB);
        assertAccount(root.addr, FUNDS - 0.0258e18, 0.0742e18 + LOCKUP_1_TIB, RATE_1_TIB, START);
    }

    /// @dev What is billed is leaves: a piece of one byte has one, a piece of 127 bytes has four.
    function test_BillAdd_Leaves() public {
        uint256 dataSetId = create(7);
        add(dataSetId, 1, 0);
        assertEq(railOf(dataSetId).paymentRate, 277_777_778_592);
        add(dataSetId, 127, 1);
        assertEq(railOf(dataSetId).paymentRate, 277_777_781_934);
    }

    function test_BillAdd_ManyPiecesInOneMessage() public {
        uint256 dataSetId = create(7);
        addAsPayer(root, dataSetId, 1000, PieceCids.many(2, RAW_GIB, 0));
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
        assertFees(dataSetId, 0, RESERVE - CREATE_FEE - 0.0011e18);
    }

    /* THE RESERVE */

    /// @dev After 86 additions of one piece there is 0.0054: the 87th finds less than the fee and the threshold, and fills up.
    function test_ReserveIsFilledUpBelowTheThreshold() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(1, 0));
        for (uint256 i = 1; i <= 86; i++) {
            add(dataSetId, 1, i);
            assertFees(dataSetId, 0, 0.0742e18 - i * ADD_1_FEE);
        }
        // 0.0054 is there, 0.0058 has to be: 0.1 besides the fee.
        bytes memory message = addMessage(root, dataSetId, 5000, piece(1, 87));
        vm.expectEmit(address(filecoinPay));
        emit IFilecoinPay.RailLockupModified(1, PERIOD, PERIOD, 0.0054e18, RESERVE + ADD_1_FEE);
        submitAdd(dataSetId, piece(1, 87), message);
        assertFees(dataSetId, 0, RESERVE);
    }

    /// @dev Exactly the threshold is enough.
    function test_ReserveIsNotFilledUpAtTheThreshold() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(1, 0));
        // 0.0742 and 0.0004 are 87 additions and 0.005.
        vm.prank(root.addr);
        fwss.topUpLifecycleReserve(dataSetId, 0.0004e18);
        for (uint256 i = 1; i <= 87; i++) {
            add(dataSetId, 1, i);
        }
        assertFees(dataSetId, 0, 0.005e18);
    }

    function test_TopUp() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        vm.prank(root.addr);
        fwss.topUpLifecycleReserve(dataSetId, 0.5e18);
        assertFees(dataSetId, 0, 0.5742e18);
        assertAccount(root.addr, FUNDS - 0.0258e18, 0.5742e18 + LOCKUP_1_GIB, RATE_1_GIB, START);
    }

    /// @dev The reserve has 96 bits: what does not fit is not cut to what does.
    function test_RevertWhen_TopUpIsTooLarge() public {
        uint256 dataSetId = create(7);
        fund(root.addr, 2 ** 97);
        vm.prank(root.addr);
        vm.expectRevert(SafeCastLib.Overflow.selector);
        fwss.topUpLifecycleReserve(dataSetId, 2 ** 96);
    }

    function test_RevertWhen_AnotherTopsUp() public {
        uint256 dataSetId = create(7);
        grantAll(root.addr, sessionKey.addr, block.timestamp);
        address[3] memory others = [provider, sessionKey.addr, fwss.owner()];
        for (uint256 i = 0; i < others.length; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IFilecoinWarmStorageService.CallerNotPayer.selector, dataSetId, root.addr, others[i]
                )
            );
            vm.prank(others[i]);
            fwss.topUpLifecycleReserve(dataSetId, 1);
        }
    }

    /* REMOVE */

    /// @dev Scheduling makes a fee due; the next proving period pays it and lowers the rate.
    function test_BillRemoval() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, PieceCids.many(2, RAW_GIB, 0));
        assertFees(dataSetId, 0, 0.0739e18);
        remove(dataSetId, 0);
        assertFees(dataSetId, REMOVAL_FEE, 0.0739e18);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
        pass(10);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.RailRateUpdated(dataSetId, 1, RATE_1_GIB);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        assertFees(dataSetId, 0, 0.0719e18);
        // Ten epochs at the old rate are locked, and yet to be settled.
        assertAccount(
            root.addr, FUNDS - 0.0281e18, 0.0719e18 + LOCKUP_1_GIB + 3_338_502_954_540, RATE_1_GIB, START + 10
        );
        assertUsage(root.addr, RATE_1_GIB, 0.0719e18 + LOCKUP_1_GIB);
    }

    /// @dev One fee, however many pieces.
    function test_BillRemoval_OfMany() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, PieceCids.many(2, RAW_GIB, 0));
        uint256[] memory both = new uint256[](2);
        both[1] = 1;
        removeAsPayer(root, dataSetId, both);
        assertFees(dataSetId, REMOVAL_FEE, 0.0739e18);
    }

    /// @dev An empty data set costs nothing.
    function test_BillRemoval_OfTheLastPiece() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        nextPeriod(dataSetId);
        pass(1);
        remove(dataSetId, 0);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, 0);
        assertAccount(root.addr, FUNDS - 0.0278e18, 0.0722e18 + RATE_1_GIB, 0, START + 1);
        add(dataSetId, RAW_GIB, 1);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
    }

    /// @dev The reserve never holds less than what is due and the threshold, so it is filled up here, too.
    function test_ReserveIsFilledUpByRemovals() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, PieceCids.many(40, 1, 0));
        // 0.1 less 0.025 and 0.0125
        assertFees(dataSetId, 0, 0.0625e18);
        for (uint256 i = 0; i < 28; i++) {
            remove(dataSetId, i);
        }
        assertFees(dataSetId, 0.056e18, 0.0625e18);
        remove(dataSetId, 28);
        assertFees(dataSetId, 0.058e18, 0.158e18);
    }

    /* NEXT PERIOD */

    /// @dev FilecoinPay is not called.
    function test_BillNextPeriod_WithoutRemovals() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        pass(10);
        nextPeriod(dataSetId);
        assertEq(filecoinPay.getRateChangeQueueSize(1), 0);
        assertAccount(root.addr, FUNDS - 0.0258e18, 0.0742e18 + LOCKUP_1_GIB, RATE_1_GIB, START);
    }

    /// @dev Once a removal took effect, no later period bills it.
    function test_BillNextPeriod_AfterRemovals() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, PieceCids.many(2, RAW_GIB, 0));
        remove(dataSetId, 0);
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        pass(1);
        vm.expectCall(address(filecoinPay), abi.encodePacked(IFilecoinPay.modifyRailPayment.selector), 0);
        nextPeriod(dataSetId);
    }

    /// @dev PDPVerifier begins no period of a data set that is empty; if it did, the fee of the creation would be paid.
    function test_BillNextPeriod_WithoutPieces() public {
        uint256 dataSetId = create(7);
        vm.prank(address(pdpVerifier));
        fwss.nextProvingPeriod(dataSetId, block.number + PROVING_PERIOD - CHALLENGE_WINDOW, 0, "");
        assertFees(dataSetId, 0, RESERVE - CREATE_FEE);
    }

    /* WHO PAYS */

    function test_BillTwoDataSets() public {
        uint256 first = create(7);
        uint256 second = createAndAdd(root, root.addr, 8, 1000, piece(RAW_GIB, 0));
        assertEq(railOf(first).paymentRate, 0);
        assertEq(railOf(second).paymentRate, RATE_1_GIB);
        assertFees(first, CREATE_FEE, RESERVE);
        assertAccount(root.addr, FUNDS - 0.0258e18, 0.1742e18 + LOCKUP_1_GIB, RATE_1_GIB, START);
        assertUsage(root.addr, RATE_1_GIB, 0.1742e18 + LOCKUP_1_GIB);
    }

    function test_BillTheRoot_ForWhatASessionKeySigns() public {
        grantAll(root.addr, sessionKey.addr, block.timestamp + 30 days);
        vm.deal(sessionKey.addr, 1 ether);
        usdfc.mint(sessionKey.addr, 5e18);
        uint256 providerFil = provider.balance;
        uint256 providerTokens = usdfc.balanceOf(provider);
        uint256 rootTokens = usdfc.balanceOf(root.addr);

        uint256 dataSetId = createAndAdd(sessionKey, root.addr, 7, 1000, piece(RAW_GIB, 0));
        addAsPayer(sessionKey, dataSetId, 1001, piece(RAW_GIB, 1));
        assertEq(railOf(dataSetId).from, root.addr);
        removeAsPayer(sessionKey, dataSetId, ids(0));
        nextPeriod(dataSetId);
        proveAtDeadline(dataSetId);
        terminateSigned(sessionKey, dataSetId);
        settle(dataSetId);

        // 0.025 + 2 × 0.0008 + 0.002 + 0.00112 of fees, and a period of 1 GiB
        assertAccount(root.addr, FUNDS - 0.02972e18 - 880_744_425_451_200, 0, 0, START + 2880);
        assertEq(usdfc.balanceOf(root.addr), rootTokens);
        assertAccount(sessionKey.addr, 0, 0, 0, 0);
        assertEq(usdfc.balanceOf(sessionKey.addr), 5e18);
        assertEq(sessionKey.addr.balance, 1 ether);
        // A provider is paid in its account, where it can withdraw from; it pays PDPVerifier alone.
        assertEq(fundsOf(provider), 30_447_740_703_323_944);
        assertEq(usdfc.balanceOf(provider), providerTokens);
        assertLe(provider.balance, providerFil - CLEANUP_DEPOSIT);
        assertEq(usdfc.balanceOf(address(fwss)), 0);
        assertAccount(address(fwss), 0, 0, 0, 0);
    }

    /// @dev A key without funds acts for a root with funds, even when the key is a root with a rail of its own.
    function test_BillTheRoot_NotTheKeyThatIsARootToo() public {
        fund(sessionKey.addr, 10e18);
        createAsPayer(sessionKey, 7);
        grant(root.addr, sessionKey.addr, FwssPermissions.CREATE_DATA_SET, block.timestamp);
        uint256 dataSetId = submitCreate(createMessage(sessionKey, root.addr, 8));
        assertEq(railOf(dataSetId).from, root.addr);
        assertAccount(root.addr, FUNDS, RESERVE, 0, START);
        assertAccount(sessionKey.addr, 10e18, RESERVE, 0, START);
    }

    /* ANY SIZE */

    /// @dev A life of adds and removals drawn from one seed: after each step the rail costs what the data set's leaves do, and
    /// the reserve covers what is due.
    function testFuzz_BillSize(uint256 seed) public {
        fund(root.addr, 1e30);
        uint256 dataSetId = create(7);
        add(dataSetId, 1, 0);
        nextPeriod(dataSetId);
        uint256 pieces = 1;
        for (uint256 i = 1; i < 7; i++) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i)));
            if (roll % 3 == 0 && pieces > 1 && pdpVerifier.getPieceLeafCount(dataSetId, pieces - 1) > 0) {
                remove(dataSetId, pieces - 1);
                goTo(fwssView.provingDeadline(dataSetId) - PROVING_PERIOD + 1);
                nextPeriod(dataSetId);
            } else {
                add(dataSetId, 1 + (roll >> 8) % 2 ** ((roll >> 128) % 55), i);
                pieces++;
            }
            uint256 leaves = pdpVerifier.getDataSetLeafCount(dataSetId);
            assertEq(railOf(dataSetId).paymentRate, PriceList.ratePerEpoch(leaves));
            assertFees(dataSetId, 0, fwssView.getDataSet(dataSetId).lifecycleReserveBalance);
            assertGe(fwssView.getDataSet(dataSetId).lifecycleReserveBalance, 0.005e18);
        }
    }
}
