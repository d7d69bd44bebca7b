// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {GuestBook} from "../../../examples/GuestBook.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {Base} from "../../Base.t.sol";
import {SmartWallet} from "../../utils/SmartWallet.sol";
import {Vm} from "forge-std/Test.sol";

contract GuestBookTest is Base {
    GuestBook private book;

    function setUp() public override {
        super.setUp();
        book = new GuestBook(registry);
    }

    function signed(Vm.Wallet memory by, address author, uint256 nonce) private returns (bytes memory) {
        return sign(by, digestOf(author, nonce));
    }

    function digestOf(address author, uint256 nonce) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("GuestBook"),
                keccak256("1"),
                block.chainid,
                address(book)
            )
        );
        bytes32 message = keccak256(abi.encode(book.WRITE(), author, keccak256("hello"), nonce));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function expectWritten(address author, address by) private {
        vm.expectEmit(address(book));
        emit GuestBook.Written(author, by, "hello");
    }

    function test_AuthorWrites() public {
        bytes memory signature = signed(identity, identity.addr, 0);
        expectWritten(identity.addr, identity.addr);
        book.write(identity.addr, "hello", 0, signature);
        assertEq(book.nonces(identity.addr), 1);
    }

    function test_SessionKeyWrites() public {
        login(identity.addr, signer.addr, block.timestamp, only(book.WRITE()));
        bytes memory signature = signed(signer, identity.addr, 0);
        expectWritten(identity.addr, signer.addr);
        book.write(identity.addr, "hello", 0, signature);
    }

    function test_SmartWalletWrites() public {
        address wallet = address(new SmartWallet(identity.addr));
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(uint256 chainId,address verifyingContract)"), block.chainid, address(book)
            )
        );
        bytes32 message =
            keccak256(abi.encode(keccak256("PayerMessage(address payer,bytes32 digest)"), wallet, digestOf(wallet, 0)));
        bytes memory signature = sign(identity, keccak256(abi.encodePacked(hex"1901", domain, message)));
        expectWritten(wallet, wallet);
        book.write(wallet, "hello", 0, signature);
    }

    function test_RevertGiven_NotGranted() public {
        bytes memory signature = signed(signer, identity.addr, 0);
        bytes32 permission = book.WRITE();
        vm.expectRevert(
            abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, identity.addr, signer.addr, permission)
        );
        book.write(identity.addr, "hello", 0, signature);
    }

    function test_RevertGiven_Expired() public {
        uint256 expiry = block.timestamp;
        bytes32 permission = book.WRITE();
        login(identity.addr, signer.addr, expiry, only(permission));
        bytes memory signature = signed(signer, identity.addr, 0);
        vm.warp(expiry + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                SessionKeyAuth.AuthorizationExpired.selector, identity.addr, signer.addr, permission, expiry
            )
        );
        book.write(identity.addr, "hello", 0, signature);
    }

    function test_RevertGiven_Replayed() public {
        bytes memory signature = signed(identity, identity.addr, 0);
        book.write(identity.addr, "hello", 0, signature);
        vm.expectRevert(abi.encodeWithSelector(GuestBook.WrongNonce.selector, identity.addr, 0, 1));
        book.write(identity.addr, "hello", 0, signature);
    }
}
