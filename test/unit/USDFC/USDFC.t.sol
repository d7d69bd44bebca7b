// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {USDFC} from "src/devnet/USDFC.sol";

contract USDFCTest is Test {
    USDFC internal usdfc = new USDFC();

    function test_Metadata() public view {
        assertEq(usdfc.name(), "USD for Filecoin Community");
        assertEq(usdfc.symbol(), "USDFC");
        assertEq(usdfc.decimals(), 18);
        assertEq(usdfc.version(), "1");
    }

    function test_DomainSeparator() public view {
        assertEq(
            usdfc.DOMAIN_SEPARATOR(),
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256(bytes(usdfc.name())),
                    keccak256(bytes(usdfc.version())),
                    block.chainid,
                    address(usdfc)
                )
            )
        );
    }

    function test_Mint_ByAnyone() public {
        usdfc.mint(address(1), 5);
        assertEq(usdfc.balanceOf(address(1)), 5);
        assertEq(usdfc.totalSupply(), 5);
    }

    function test_Allowance_NoneOfItsOwnForPermit2() public view {
        assertEq(usdfc.allowance(address(this), 0x000000000022D473030F116dDEE9F6B43aC78BA3), 0);
    }
}
