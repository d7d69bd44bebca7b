// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {BillingBase} from "test/unit/FilecoinWarmStorageService/BillingBase.sol";

/// @notice The life of a data set in docs/accounting.md, to the last unit.
contract FwssLifeTest is BillingBase {
    uint256 private constant STREAMED = 2_797_888_397_275_029;
    uint256 private constant FEES = 29_720_000_000_000_000;

    function test_BillLife() public {
        grant(root.addr, sessionKey.addr, FwssPermissions.TERMINATE_SERVICE, block.timestamp + 30 days);

        // Created, and 1 GiB added, in one transaction. Proving begins.
        uint256 id = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        assertFees(id, 0, 74_200_000_000_000_000);
        assertEq(fundsOf(root.addr), FUNDS - 25_800_000_000_000_000);
        nextPeriod(id);
        // 1 GiB more.
        goTo(START + 100);
        add(id, RAW_GIB, 1);
        assertFees(id, 0, 73_400_000_000_000_000);
        // The first period is proven, the second is not.
        goTo(START + 2850);
        prove(id);
        goTo(START + 2881);
        nextPeriod(id);
        goTo(START + 5761);
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.FaultRecord(id, 1, START + 5760);
        nextPeriod(id);
        // A removal is scheduled, and takes effect with the next period.
        goTo(START + 6000);
        remove(id, 1);
        assertFees(id, REMOVAL_FEE, 73_400_000_000_000_000);
        assertEq(railOf(id).paymentRate, RATE_2_GIB);
        goTo(START + 8600);
        prove(id);
        goTo(START + 8641);
        nextPeriod(id);
        assertFees(id, 0, 71_400_000_000_000_000);
        assertEq(railOf(id).paymentRate, RATE_1_GIB);
        // A session key ends it, in a period that is proven.
        goTo(START + 11_500);
        prove(id);
        goTo(START + 11_510);
        terminateSigned(sessionKey, id);
        assertFees(id, 0, 0);
        assertEq(fwssView.getDataSet(id).pdpEndEpoch, START + 11_510);
        assertEq(fundsOf(root.addr), FUNDS - FEES);

        (uint256 amount, uint256 net, uint256 fee) = settle(id);
        assertEq(amount, STREAMED);
        assertEq(fee, 13_989_441_986_376);
        assertEq(net, 2_783_898_955_288_653);
        assertGone(1);
        deleteDataSet(id);

        assertAccount(root.addr, FUNDS - FEES - STREAMED, 0, 0, START + 11_510);
        assertUsage(root.addr, 0, 0);
        assertEq(fundsOf(provider), 32_355_298_955_288_653);
        assertEq(fundsOf(address(filecoinPay)), 162_589_441_986_376);
        withdraw(root, FUNDS - FEES - STREAMED);
    }

    /// @dev In how many steps a rail is settled is the same to the payer; each step rounds the network's fee up once.
    function test_BillLife_SettledInSteps() public {
        uint256 id = createAndAdd(root, root.addr, 7, 1000, piece(RAW_GIB, 0));
        uint256 total;
        uint256 fees;
        nextPeriod(id);
        goTo(START + 2820);
        prove(id);
        for (uint256 i = 0; i < 10; i++) {
            pass(6);
            (uint256 amount,, uint256 fee) = settle(id);
            (total, fees) = (total + amount, fees + fee);
        }
        assertEq(total, 880_744_425_451_200);
        // 4 321 152 337 369.95 at first, then nine times 9 174 421 098.45, each rounded up; in one step 4 403 722 127 256.
        assertEq(fees, 4_403_722_127_261);
    }
}
