// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {PriceList} from "src/libraries/PriceList.sol";

contract PriceListTest is Test {
    /// @dev More bytes than 2^64 pieces of the largest size that PDPVerifier takes, 2^55 bytes.
    uint256 internal constant MAX_SIZE = 2 ** 119;

    /// @dev (2.5 USDFC a TiB + 0.024 USDFC) / 86 400 epochs, rounded down.
    function test_RatePerEpoch() public pure {
        assertEq(PriceList.ratePerEpoch(0), 277_777_777_777);
        assertEq(PriceList.ratePerEpoch(32), 277_777_778_619);
        assertEq(PriceList.ratePerEpoch(2 ** 30), 306_034_794_560);
        assertEq(PriceList.ratePerEpoch(2 ** 31), 334_291_811_342);
        assertEq(PriceList.ratePerEpoch(2 ** 40), 29_212_962_962_962);
        assertEq(PriceList.ratePerEpoch(2 ** 41), 58_148_148_148_148);
        assertEq(PriceList.ratePerEpoch(2 ** 55), 948_148_425_925_925_925);
    }

    /// @dev What the rounding loses in 30 days is less than 86 400 base units.
    function test_RatePerEpoch_AMonthOfATebibyte() public pure {
        assertEq(PriceList.ratePerEpoch(2 ** 40) * 86_400, 2.524e18 - 83_200);
    }

    /// @dev The whole rate whose price for a month is at most the price list's, and no higher one is: in units so small that
    /// nothing is rounded, leaf by leaf instead of byte by byte, with the month's price of a leaf as 2.5e18 / 2^35.
    function testFuzz_RatePerEpoch(uint256 size) public pure {
        size = bound(size, 0, MAX_SIZE) & ~uint256(31);
        uint256 rate = PriceList.ratePerEpoch(size);
        uint256 month = (size >> 5) * 2_500_000_000_000_000_000 + (24_000_000_000_000_000 << 35);
        assertLe((rate * 86_400) << 35, month);
        assertGt(((rate + 1) * 86_400) << 35, month);
    }

    function testFuzz_RatePerEpoch_NeverFallsWithSize(uint256 size, uint256 more) public pure {
        size = bound(size, 0, MAX_SIZE);
        more = bound(more, 0, MAX_SIZE);
        assertLe(PriceList.ratePerEpoch(size), PriceList.ratePerEpoch(size + more));
    }

    /// @dev Each leaf costs something: a data set that grows is never stored at the price of the smaller one.
    function testFuzz_RatePerEpoch_RisesWithEveryLeaf(uint256 leaves) public pure {
        leaves = bound(leaves, 0, MAX_SIZE / 32 - 1);
        uint256 rise = PriceList.ratePerEpoch((leaves + 1) * 32) - PriceList.ratePerEpoch(leaves * 32);
        // 2.5e18 / 2^35 / 86 400 = 842.1
        assertGe(rise, 842);
        assertLe(rise, 843);
    }
}
