// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {GuestBook} from "../src/GuestBook.sol";
import {SessionKeyRegistry} from "foc-session-keys/contracts/SessionKeyRegistry.sol";
import {SessionKeyAuth} from "foc-session-keys/contracts/libraries/SessionKeyAuth.sol";
import {Test, Vm} from "forge-std/Test.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";

/// @notice A wallet that is a contract: it takes the signatures of one key.
contract SmartWallet {
    address private immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.recover(digest, signature) == OWNER ? this.isValidSignature.selector : bytes4(0);
    }
}

contract GuestBookTest is Test {
    SessionKeyRegistry private registry;
    GuestBook private book;

    Vm.Wallet private identity;
    Vm.Wallet private signer;

    function setUp() public {
        vm.warp(1_800_000_000);
        registry = new SessionKeyRegistry();
        book = new GuestBook(registry);
        identity = vm.createWallet("identity");
        signer = vm.createWallet("signer");
    }

    function login(uint256 expiry) private {
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = book.WRITE();
        vm.prank(identity.addr);
        registry.login(signer.addr, expiry, permissions, "guest book");
    }

    function signed(Vm.Wallet memory by, address author, uint256 nonce) private returns (bytes memory) {
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
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(by, keccak256(abi.encodePacked(hex"1901", domain, message)));
        return abi.encodePacked(r, s, v);
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
        login(block.timestamp);
        bytes memory signature = signed(signer, identity.addr, 0);
        expectWritten(identity.addr, signer.addr);
        book.write(identity.addr, "hello", 0, signature);
    }

    function test_SmartWalletWrites() public {
        address wallet = address(new SmartWallet(identity.addr));
        bytes memory signature = signed(identity, wallet, 0);
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
        login(expiry);
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
