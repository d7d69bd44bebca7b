// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {PriceList} from "src/libraries/PriceList.sol";

contract PriceListTest is Test {
    /// @dev More leaves than 2^64 pieces of the largest size that PDPVerifier takes have.
    uint256 internal constant MAX_LEAVES = 2 ** 114;

    /// @dev What the live service answers for them.
    function test_RatePerEpoch() public pure {
        assertEq(PriceList.ratePerEpoch(0), 0);
        assertEq(PriceList.ratePerEpoch(1), 277_777_778_592);
        assertEq(PriceList.ratePerEpoch(4), 277_777_781_119);
        assertEq(PriceList.ratePerEpoch(2 ** 25), 305_814_036_615);
        assertEq(PriceList.ratePerEpoch(2 ** 35), 28_986_906_828_702);
    }

    function test_BytesOf() public pure {
        assertEq(PriceList.bytesOf(0), 0);
        // 31.75
        assertEq(PriceList.bytesOf(1), 31);
        assertEq(PriceList.bytesOf(4), 127);
        assertEq(PriceList.bytesOf(2 ** 25), 1_065_353_216);
    }

    function test_AddPiecesFee() public pure {
        assertEq(PriceList.addPiecesFee(1), 0.0008e18);
        assertEq(PriceList.addPiecesFee(40), 0.0125e18);
    }

    /// @dev The whole rates whose prices for a month are at most the price list's, and no higher ones are.
    function testFuzz_RatePerEpoch(uint256 leaves) public pure {
        leaves = bound(leaves, 1, MAX_LEAVES);
        uint256 forBytes = PriceList.ratePerEpoch(leaves) - 277_777_777_777;
        // forge-lint: disable-next-line(divide-before-multiply): bytes are rounded down first
        uint256 month = (leaves * 127 / 4) * 2_500_000_000_000_000_000;
        assertLe((forBytes * 86_400) << 40, month);
        assertGt(((forBytes + 1) * 86_400) << 40, month);
        assertLe(uint256(277_777_777_777) * 86_400, 0.024e18);
        assertGt(uint256(277_777_777_778) * 86_400, 0.024e18);
    }

    /// @dev Each leaf costs something: a data set that grows is never stored at the price of the smaller one.
    function testFuzz_RatePerEpoch_RisesWithEveryLeaf(uint256 leaves) public pure {
        leaves = bound(leaves, 1, MAX_LEAVES);
        uint256 rise = PriceList.ratePerEpoch(leaves + 1) - PriceList.ratePerEpoch(leaves);
        // 31 or 32 bytes at 26.3 a byte: 2.5e18 / 2^40 / 86 400.
        assertGe(rise, 815);
        assertLe(rise, 843);
    }
}
