// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";
import {PieceCids} from "test/utils/PieceCids.sol";

/// @notice Who pays, how much, after how many epochs, while there are funds.
contract FwssBillingTest is BillingBase {
    /* CREATE */

    function test_BillCreate() public {
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.RailRateUpdated(1, 1, RATE_EMPTY);
        uint256 dataSetId = create(7);

        IFilecoinPay.RailView memory rail = railOf(dataSetId);
        assertEq(rail.token, address(usdfc));
        assertEq(rail.from, root.addr);
        assertEq(rail.to, provider);
        assertEq(rail.operator, address(fwss));
        assertEq(rail.validator, address(fwss));
        assertEq(rail.paymentRate, RATE_EMPTY);
        assertEq(rail.lockupPeriod, PERIOD);
        assertEq(rail.lockupFixed, 0);
        assertEq(rail.settledUpTo, START);
        assertEq(rail.endEpoch, 0);
        assertEq(rail.commissionRateBps, 0);
        assertEq(rail.serviceFeeRecipient, address(0));
        assertAccount(root.addr, FUNDS, LOCKUP_EMPTY, RATE_EMPTY, START);
        assertUsage(root.addr, RATE_EMPTY, LOCKUP_EMPTY);
    }

    function test_BillCreate_After100Epochs() public {
        uint256 dataSetId = create(7);
        pass(100);
        vm.prank(stranger.addr);
        (uint256 amount, uint256 net, uint256 fee) = settle(dataSetId);
        assertEq(amount, 27_777_777_777_700);
        // A 200th is 138 888 888 888.5.
        assertEq(fee, 138_888_888_889);
        assertEq(net, 27_638_888_888_811);
        assertAccount(root.addr, FUNDS - 27_777_777_777_700, LOCKUP_EMPTY, RATE_EMPTY, START + 100);
        assertEq(fundsOf(provider), 27_638_888_888_811);
        assertEq(fundsOf(address(filecoinPay)), 138_888_888_889);
    }

    /// @dev The first epoch that is paid is the one after the creation.
    function test_BillCreate_NothingInTheSameEpoch() public {
        uint256 dataSetId = create(7);
        (uint256 amount,,) = settle(dataSetId);
        assertEq(amount, 0);
        pass(1);
        (amount,,) = settle(dataSetId);
        assertEq(amount, RATE_EMPTY);
    }

    function test_BillCreateAndAdd() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        assertAccount(root.addr, FUNDS, LOCKUP_1_GIB, RATE_1_GIB, START);
        assertUsage(root.addr, RATE_1_GIB, LOCKUP_1_GIB);
        pass(100);
        (uint256 amount, uint256 net, uint256 fee) = settle(dataSetId);
        // Not one epoch of the empty data set's rate.
        assertEq(amount, 30_603_479_456_000);
        assertEq(fee, 153_017_397_280);
        assertEq(net, 30_450_462_058_720);
        assertEq(fundsOf(provider), 30_450_462_058_720);
        assertEq(fundsOf(root.addr), FUNDS - 30_603_479_456_000);
    }

    /* CHANGE */

    function test_BillAdd() public {
        uint256 dataSetId = create(7);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.RailRateUpdated(dataSetId, 1, RATE_1_TIB);
        add(dataSetId, RAW_TIB, 0);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_TIB);
        assertAccount(root.addr, FUNDS, LOCKUP_1_TIB, RATE_1_TIB, START);
    }

    /// @dev What is billed is leaves: a piece of one byte has one, a piece of 127 bytes has four.
    function test_BillAdd_Leaves() public {
        uint256 dataSetId = create(7);
        add(dataSetId, 1, 0);
        assertEq(railOf(dataSetId).paymentRate, 277_777_778_619);
        add(dataSetId, 127, 1);
        // 5 leaves: 160 bytes.
        assertEq(railOf(dataSetId).paymentRate, 277_777_781_988);
    }

    function test_BillAdd_ManyPiecesInOneMessage() public {
        uint256 dataSetId = create(7);
        addAsPayer(root, dataSetId, 1000, PieceCids.many(2, RAW_GIB, 0));
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
    }

    /// @dev Scheduling changes nothing; the next proving period does.
    function test_BillRemoval() public {
        uint256 dataSetId = create(7);
        add(dataSetId, RAW_GIB, 0);
        add(dataSetId, RAW_GIB, 1);
        remove(dataSetId, 0);
        assertEq(railOf(dataSetId).paymentRate, RATE_2_GIB);
        pass(10);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.RailRateUpdated(dataSetId, 1, RATE_1_GIB);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        // Ten epochs at the old rate are locked, and yet to be paid.
        assertAccount(root.addr, FUNDS, LOCKUP_1_GIB + 3_342_918_113_420, RATE_1_GIB, START + 10);
        assertUsage(root.addr, RATE_1_GIB, LOCKUP_1_GIB);
    }

    function test_BillRemoval_OfTheLastPiece() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        remove(dataSetId, 0);
        nextPeriod(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_EMPTY);
        assertAccount(root.addr, FUNDS, LOCKUP_EMPTY, RATE_EMPTY, START);
        add(dataSetId, RAW_GIB, 1);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
    }

    function test_BillNextPeriod_WithoutRemovals() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        pass(10);
        nextPeriod(dataSetId);
        assertEq(filecoinPay.getRateChangeQueueSize(1), 0);
        assertAccount(root.addr, FUNDS, LOCKUP_1_GIB, RATE_1_GIB, START);
    }

    /// @dev Nobody signs for a new period, nor for `updateRate`: whatever PDPVerifier says, which is a proxy on Filecoin, they
    /// never make it dearer.
    function test_RateRisesForNothingUnsigned() public {
        uint256 dataSetId = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        vm.prank(address(pdpVerifier));
        fwss.nextProvingPeriod(dataSetId, 0, 2 ** 40, "");
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);

        bytes memory call = abi.encodeCall(pdpVerifier.getDataSetLeafCount, (dataSetId));
        vm.mockCall(address(pdpVerifier), call, abi.encode(2 ** 40));
        vm.prank(stranger.addr);
        fwss.updateRate(dataSetId);
        assertEq(railOf(dataSetId).paymentRate, RATE_1_GIB);
        assertEq(filecoinPay.getRateChangeQueueSize(1), 0);
        assertAccount(root.addr, FUNDS, LOCKUP_1_GIB, RATE_1_GIB, START);
    }

    function test_BillLife() public {
        uint256 dataSetId = create(7);
        pass(10);
        add(dataSetId, RAW_GIB, 0);
        pass(20);
        add(dataSetId, RAW_GIB, 1);
        pass(20);
        remove(dataSetId, 0);
        pass(10);
        nextPeriod(dataSetId);
        pass(40);
        (uint256 amount, uint256 net, uint256 fee) = settle(dataSetId);
        // 10 epochs empty, 20 with 1 GiB, 30 with 2 GiB, 40 with 1 GiB:
        // 2 777 777 777 770 + 6 120 695 891 200 + 10 028 754 340 260 + 12 241 391 782 400
        assertEq(amount, 31_168_619_791_630);
        assertEq(fee, 155_843_098_959);
        assertEq(net, 31_012_776_692_671);
        assertAccount(root.addr, FUNDS - 31_168_619_791_630, LOCKUP_1_GIB, RATE_1_GIB, START + 100);
        assertEq(fundsOf(provider), 31_012_776_692_671);
        assertEq(fundsOf(address(filecoinPay)), 155_843_098_959);
    }

    /// @dev In how many steps a rail is settled is the same to the payer; each step rounds the fee up once.
    function test_BillLife_SettledInSteps() public {
        uint256 dataSetId = create(7);
        uint256 total;
        uint256 fees;
        for (uint256 i = 0; i < 10; i++) {
            pass(10);
            (uint256 amount,, uint256 fee) = settle(dataSetId);
            (total, fees) = (total + amount, fees + fee);
        }
        assertEq(total, 27_777_777_777_700);
        // Ten times 13 888 888 888.85 rounded up.
        assertEq(fees, 138_888_888_890);
    }

    /* WHO PAYS */

    function test_BillTwoDataSets() public {
        uint256 first = create(7);
        uint256 second = createAndAdd(root, root.addr, 8, 1000, piece(RAW_GIB, 0));
        assertEq(railOf(first).paymentRate, RATE_EMPTY);
        assertEq(railOf(second).paymentRate, RATE_1_GIB);
        assertAccount(root.addr, FUNDS, 50_441_406_249_916_800, 583_812_572_337, START);
        assertUsage(root.addr, 583_812_572_337, 50_441_406_249_916_800);
        pass(100);
        (uint256 amount,,) = settle(first);
        assertEq(amount, 27_777_777_777_700);
        (amount,,) = settle(second);
        assertEq(amount, 30_603_479_456_000);
        assertEq(fundsOf(root.addr), FUNDS - 58_381_257_233_700);
    }

    function test_BillTheRoot_ForWhatASessionKeySigns() public {
        grantAll(root.addr, sessionKey.addr, block.timestamp + 1 days);
        vm.deal(sessionKey.addr, 1 ether);
        usdfc.mint(sessionKey.addr, 5e18);
        uint256 providerFil = provider.balance;
        uint256 providerTokens = usdfc.balanceOf(provider);
        uint256 rootTokens = usdfc.balanceOf(root.addr);

        uint256 dataSetId = createAndAdd(sessionKey, root.addr, 7, 1000, piece(RAW_GIB, 0));
        addAsPayer(sessionKey, dataSetId, 1001, piece(RAW_GIB, 1));
        assertEq(railOf(dataSetId).from, root.addr);
        assertAccount(root.addr, FUNDS, 28_882_812_499_948_800, RATE_2_GIB, START);
        removeAsPayer(sessionKey, dataSetId, ids(0));
        nextPeriod(dataSetId);
        assertAccount(root.addr, FUNDS, LOCKUP_1_GIB, RATE_1_GIB, START);
        bytes memory message = terminateMessage(sessionKey, dataSetId);
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
        pass(100);
        settle(dataSetId);

        assertEq(fundsOf(root.addr), FUNDS - 30_603_479_456_000);
        assertEq(usdfc.balanceOf(root.addr), rootTokens);
        assertAccount(sessionKey.addr, 0, 0, 0, 0);
        assertEq(usdfc.balanceOf(sessionKey.addr), 5e18);
        assertEq(sessionKey.addr.balance, 1 ether);
        // A provider is paid in its account, where it can withdraw from; nothing else of it moves but the deposit for the data set.
        assertAccount(provider, 30_450_462_058_720, 0, 0, 0);
        assertEq(usdfc.balanceOf(provider), providerTokens);
        assertEq(provider.balance, providerFil - CLEANUP_DEPOSIT);
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
        assertAccount(root.addr, FUNDS, LOCKUP_EMPTY, RATE_EMPTY, START);
        assertAccount(sessionKey.addr, 10e18, LOCKUP_EMPTY, RATE_EMPTY, START);
    }

    /* ANY SIZE */

    /// @dev A life of adds and removals drawn from one seed: after each step the rail costs what the data set's leaves do.
    function testFuzz_BillSize(uint256 seed) public {
        fund(root.addr, 1e30);
        uint256 dataSetId = create(7);
        uint256 pieces;
        for (uint256 i = 0; i < 6; i++) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i)));
            if (roll % 3 == 0 && pieces > 0 && pdpVerifier.getPieceLeafCount(dataSetId, pieces - 1) > 0) {
                remove(dataSetId, pieces - 1);
                nextPeriod(dataSetId);
            } else {
                add(dataSetId, 1 + (roll >> 8) % 2 ** ((roll >> 128) % 55), i);
                pieces++;
            }
            pass(roll % 5);
            uint256 size = pdpVerifier.getDataSetLeafCount(dataSetId) * 32;
            assertEq(railOf(dataSetId).paymentRate, fwss.calculateRatePerEpoch(size));
        }
    }
}
