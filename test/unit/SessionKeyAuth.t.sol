// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../src/libraries/SessionKeyAuth.sol";
import {Base} from "../Base.t.sol";
import {SmartWallet} from "../utils/SmartWallet.sol";

/// @notice The library as a contract of somebody else uses it. FWSS goes another way in, with tests of its own.
contract SessionKeyAuthTest is Base {
    bytes32 private constant DIGEST = keccak256("what is to be done");
    uint256 private constant DATA_SET = 7;

    /// @dev External, so that a revert can be expected of it.
    function authorize(address payer, bytes memory signature) external view returns (address) {
        return SessionKeyAuth.authorize(registry, payer, CUSTOM, DIGEST, signature);
    }

    function authorizeOn(address payer, bytes memory signature) external view returns (address) {
        return SessionKeyAuth.authorizeOn(DATA_SET, registry, payer, CUSTOM, DIGEST, signature);
    }

    function tryAuthorizeOn(bytes memory signature) private view returns (address) {
        return SessionKeyAuth.tryAuthorizeOn(DATA_SET, registry, identity.addr, CUSTOM, DIGEST, signature);
    }

    function expectNotAuthorized(address payer, address key) private {
        vm.expectRevert(abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, payer, key, CUSTOM));
    }

    function expectExpired(uint256 expiry) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                SessionKeyAuth.AuthorizationExpired.selector, identity.addr, signer.addr, CUSTOM, expiry
            )
        );
    }

    function test_AuthorizePayerAndSessionKey() public {
        assertEq(this.authorize(identity.addr, sign(identity, DIGEST)), identity.addr);
        login(identity.addr, signer.addr, block.timestamp, only(CUSTOM));
        assertEq(this.authorize(identity.addr, sign(signer, DIGEST)), signer.addr);
        (bytes32 r, bytes32 vs) = vm.signCompact(signer, DIGEST);
        assertEq(this.authorize(identity.addr, abi.encodePacked(r, vs)), signer.addr);
    }

    function test_RevertGiven_LibraryFindsNoGrant() public {
        login(identity.addr, stranger.addr, block.timestamp, only(CUSTOM));
        login(identity.addr, signer.addr, block.timestamp, FwssPermissions.all());
        // For one data set is not for all.
        login(identity.addr, signer.addr, block.timestamp, only(FwssPermissions.scoped(CUSTOM, DATA_SET)));
        bytes memory signature = sign(signer, DIGEST);
        expectNotAuthorized(identity.addr, signer.addr);
        this.authorize(identity.addr, signature);
        expectNotAuthorized(identity.addr, address(0));
        this.authorize(identity.addr, "");
        expectNotAuthorized(address(0), address(0));
        this.authorize(address(0), new bytes(65));
    }

    function test_LibraryHoldsGrantsToTheirLastSecond() public {
        uint256 expiry = block.timestamp + 1 hours;
        login(identity.addr, signer.addr, expiry, only(CUSTOM));
        bytes memory signature = sign(signer, DIGEST);
        vm.warp(expiry);
        assertEq(this.authorize(identity.addr, signature), signer.addr);
        vm.warp(expiry + 1);
        expectExpired(expiry);
        this.authorize(identity.addr, signature);
    }

    function test_AuthorizeByCode() public {
        SmartWallet wallet = new SmartWallet(identity.addr);
        bytes memory signature = sign(identity, SessionKeyAuth.digestForCode(address(wallet), DIGEST));
        assertEq(this.authorize(address(wallet), signature), address(wallet));
        assertEq(this.authorizeOn(address(wallet), signature), address(wallet));
        // What its owner signed as itself is nothing that the wallet said.
        signature = sign(identity, DIGEST);
        expectNotAuthorized(address(wallet), identity.addr);
        this.authorize(address(wallet), signature);
    }

    /// @dev Either grant does; of two that are over, the error tells when the longer one was.
    function test_AuthorizeOnOneDataSet() public {
        uint256 expiry = block.timestamp + 1 hours;
        login(identity.addr, signer.addr, expiry, only(FwssPermissions.scoped(CUSTOM, DATA_SET)));
        bytes memory signature = sign(signer, DIGEST);
        assertEq(this.authorizeOn(identity.addr, signature), signer.addr);
        login(identity.addr, signer.addr, expiry - 1, only(CUSTOM));
        assertEq(this.authorizeOn(identity.addr, signature), signer.addr);
        vm.warp(expiry + 1);
        expectExpired(expiry);
        this.authorizeOn(identity.addr, signature);
        login(identity.addr, signer.addr, expiry + 2, only(FwssPermissions.scoped(CUSTOM, DATA_SET + 1)));
        expectExpired(expiry);
        this.authorizeOn(identity.addr, signature);
    }

    /// @dev What is nobody's is left to the payer's code, and to envelopes.
    function test_TryAuthorizeOnOneDataSet() public {
        assertEq(tryAuthorizeOn(sign(identity, DIGEST)), identity.addr);
        assertEq(tryAuthorizeOn(""), address(0));
        bytes memory signature = sign(signer, DIGEST);
        assertEq(tryAuthorizeOn(signature), address(0));
        uint256 expiry = block.timestamp + 1 hours;
        login(identity.addr, signer.addr, expiry, only(FwssPermissions.scoped(CUSTOM, DATA_SET + 1)));
        assertEq(tryAuthorizeOn(signature), address(0));
        login(identity.addr, signer.addr, expiry, only(CUSTOM));
        assertEq(tryAuthorizeOn(signature), signer.addr);
        login(identity.addr, signer.addr, expiry + 1, only(FwssPermissions.scoped(CUSTOM, DATA_SET)));
        vm.warp(expiry + 1);
        assertEq(tryAuthorizeOn(signature), signer.addr);
        vm.warp(expiry + 2);
        assertEq(tryAuthorizeOn(signature), address(0));
    }
}
