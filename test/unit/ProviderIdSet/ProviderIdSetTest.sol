// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ProviderIdSet} from "../../../src/devnet/ProviderIdSet.sol";
import {IOwned} from "../../../src/interfaces/IOwned.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What the tests of ProviderIdSet share: a set of the test contract, and a stranger.
abstract contract ProviderIdSetTest is Test {
    ProviderIdSet internal set;
    address internal stranger = makeAddr("stranger");

    function setUp() public {
        set = new ProviderIdSet();
    }

    function _ids(uint256 a, uint256 b) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](2);
        (ids[0], ids[1]) = (a, b);
    }

    function _expectUnauthorized() internal {
        vm.expectRevert(abi.encodeWithSelector(IOwned.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
    }
}
