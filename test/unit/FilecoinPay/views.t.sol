// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FilecoinPayBase} from "test/unit/FilecoinPay/FilecoinPayBase.sol";

contract FilecoinPayViewsTest is FilecoinPayBase {
    function test_Constants() public view {
        assertEq(pay.COMMISSION_MAX_BPS(), 10_000);
        assertEq(pay.NETWORK_FEE_NUMERATOR(), 1);
        assertEq(pay.NETWORK_FEE_DENOMINATOR(), 200);
    }

    /* getAccountInfoIfSettled */

    function test_GetAccountInfoIfSettled_NothingStreams() public {
        uint256 railId = _create(address(0), 0);
        _lock(railId, 0, FIXED);
        vm.roll(START + 10);
        _assertInfo(type(uint256).max, FUNDS, FUNDS - FIXED, 0);
    }

    function test_GetAccountInfoIfSettled_Streams() public {
        _stream();
        vm.roll(START + 10);
        _assertInfo(START + 850, FUNDS, FUNDS - FIXED - RATE * (PERIOD + 10), RATE);
        vm.roll(START + 850);
        _assertInfo(START + 850, FUNDS, 0, RATE);
    }

    function test_GetAccountInfoIfSettled_Behind() public {
        _stream();
        _deposit(payer, RATE / 2);
        vm.roll(START + 1000);
        _assertInfo(START + 850, FUNDS + RATE / 2, RATE / 2, RATE);
    }

    /// @dev It says what a settlement then does.
    function testFuzz_GetAccountInfoIfSettled_MatchesSettlement(uint256 elapsed, uint256 rate) public {
        uint256 railId = _create(address(0), 0);
        _pay(railId, bound(rate, 0, FUNDS), 0);
        vm.roll(START + bound(elapsed, 0, 2000));
        (uint256 until, uint256 funds, uint256 available, uint256 lockupRate) =
            pay.getAccountInfoIfSettled(token, payer);
        _deposit(payer, 0);
        Balance memory b = _balance(payer);
        assertEq(b.funds, funds);
        assertEq(b.funds - b.lockup, available);
        assertEq(b.rate, lockupRate);
        assertEq(b.settledAt, until < block.number ? until : block.number);
    }

    /* getRailsFor… */

    function test_GetRails_Pages() public {
        for (uint256 i; i < 5; ++i) {
            _create(address(0), 0);
        }
        _terminate(2);
        _settle(2, START);
        _lock(4, 7, 0);
        _terminate(4);

        _assertPage(0, 0, 5, [uint256(1), 3, 4, 5, 0]);
        _assertPage(0, 2, 2, [uint256(1), 0, 0, 0, 0]);
        _assertPage(2, 2, 4, [uint256(3), 4, 0, 0, 0]);
        _assertPage(4, 2, 5, [uint256(5), 0, 0, 0, 0]);
        _assertPage(5, 2, 5, [uint256(0), 0, 0, 0, 0]);
        _assertPage(9, 0, 5, [uint256(0), 0, 0, 0, 0]);
        _assertPage(1, type(uint256).max, 5, [uint256(3), 4, 5, 0, 0]);
        _assertPage(3, 0, 5, [uint256(4), 5, 0, 0, 0]);
    }

    function test_GetRails_ByTheirOwnSideOnly() public {
        _create(address(0), 0);
        (IFilecoinPay.RailInfo[] memory rails,, uint256 total) = pay.getRailsForPayerAndToken(payee, token, 0, 0);
        assertEq(rails.length + total, 0);
        (rails,, total) = pay.getRailsForPayeeAndToken(payer, token, 0, 0);
        assertEq(rails.length + total, 0);
        (rails,, total) = pay.getRailsForPayerAndToken(payer, stranger, 0, 0);
        assertEq(rails.length + total, 0);
    }

    function _assertInfo(uint256 until, uint256 funds, uint256 available, uint256 rate) internal view {
        (uint256 a, uint256 b, uint256 c, uint256 d) = pay.getAccountInfoIfSettled(token, payer);
        assertEq(a, until, "fundedUntilEpoch");
        assertEq(b, funds, "currentFunds");
        assertEq(c, available, "availableFunds");
        assertEq(d, rate, "currentLockupRate");
    }

    /// @param ids What the page shows, up to the first zero. Rail 4 is terminated.
    function _assertPage(uint256 offset, uint256 limit, uint256 nextOffset, uint256[5] memory ids) internal view {
        for (uint256 side; side < 2; ++side) {
            (IFilecoinPay.RailInfo[] memory rails, uint256 next, uint256 total) = side == 0
                ? pay.getRailsForPayerAndToken(payer, token, offset, limit)
                : pay.getRailsForPayeeAndToken(payee, token, offset, limit);
            uint256 count;
            while (count < 5 && ids[count] != 0) ++count;
            assertEq(total, 5, "total");
            assertEq(next, nextOffset, "nextOffset");
            assertEq(rails.length, count, "length");
            for (uint256 i; i < rails.length; ++i) {
                assertEq(rails[i].railId, ids[i], "railId");
                assertEq(rails[i].isTerminated, ids[i] == 4, "isTerminated");
                assertEq(rails[i].endEpoch, ids[i] == 4 ? START + 7 : 0, "endEpoch");
            }
        }
    }
}
