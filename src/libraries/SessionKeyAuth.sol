// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "./FwssPermissions.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

/// @title SessionKeyAuth
/// @notice Whether a plain signature counts as a payer's: by the payer's key, by a session key that the payer granted the
/// operation to, or by the payer's own code (ERC-1271). For any contract that lets session keys act. Keys with limits and P-256
/// keys sign in envelopes, which `SessionKeyAuthorizer` opens.
///
/// An operation is identified by the EIP-712 type hash of its message, which is also the permission to grant. The digest
/// must bind all that matters, this contract and the chain included. A message that may be used once needs a nonce; where the
/// message does not name the payer, the nonce must be used up for the `signer`: one key may act for several payers.
///
/// Keys sign the digest itself. Code is asked about `digestForCode` instead, which names the payer: wallets take their
/// owners' signatures, bare or wrapped, and not every wallet binds them to its own address. So what an owner signed as itself
/// is nothing that a wallet of it said, nor is what it signed for one wallet anything that another said.
/// @dev `registry` needs `authorizationExpiry` only, and so may be one of those that are live on Filecoin.
library SessionKeyAuth {
    /// @notice `signer` (zero: the signature is malformed) is not the payer and was not granted `operation`, or not any more.
    error NotAuthorized(address payer, address signer, bytes32 operation);

    /// @notice The grant of `operation` to `signer` was good up to and in the second `expiry`.
    error AuthorizationExpired(address payer, address signer, bytes32 operation, uint256 expiry);

    /// @notice The domain of `digestForCode`: the contract that uses this library, on this chain.
    bytes32 internal constant DOMAIN_TYPEHASH = keccak256("EIP712Domain(uint256 chainId,address verifyingContract)");

    /// @notice What a payer's code is asked about.
    bytes32 internal constant PAYER_MESSAGE_TYPEHASH = keccak256("PayerMessage(address payer,bytes32 digest)");

    /// @notice Reverts unless `signature` lets `operation` be done for `payer`.
    /// @param signature 65 bytes, or 64 by ERC-2098; anything for ERC-1271.
    /// @return signer Whose signature it counts as: the payer's, or its session key's.
    function authorize(
        ISessionKeyRegistry registry,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes memory signature
    ) internal view returns (address signer) {
        signer = ECDSA.tryRecover(digest, signature);
        (bool holds, uint256 expiry) = grantOf(registry, payer, signer, operation);
        if (holds) return signer;
        authorizeByCode(address(this), payer, signer, operation, expiry, digest, signature);
        return payer;
    }

    /// @notice `authorize`, where a grant for this one data set, `FwssPermissions.scoped(operation, dataSetId)`, does too.
    function authorizeOn(
        uint256 dataSetId,
        ISessionKeyRegistry registry,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes memory signature
    ) internal view returns (address signer) {
        return authorizeFor(address(this), dataSetId, registry, payer, operation, digest, signature);
    }

    /// @notice `authorizeOn`, for a contract that another one, `service`, asks: a payer's code is asked as if `service` did.
    function authorizeFor(
        address service,
        uint256 dataSetId,
        ISessionKeyRegistry registry,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes memory signature
    ) internal view returns (address signer) {
        signer = ECDSA.tryRecover(digest, signature);
        (bool holds, uint256 expiry) = grantOn(dataSetId, registry, payer, signer, operation);
        if (holds) return signer;
        authorizeByCode(service, payer, signer, operation, expiry, digest, signature);
        return payer;
    }

    /// @notice Whose signature it is, if that is the payer's key or a session key with a grant, for the operation or for it on this
    /// data set; zero if not: then it may still be an envelope, or by the payer's code.
    function tryAuthorizeOn(
        uint256 dataSetId,
        ISessionKeyRegistry registry,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes memory signature
    ) internal view returns (address signer) {
        signer = ECDSA.tryRecover(digest, signature);
        bool counts = signer == address(0) || signer == payer || isGranted(registry, payer, signer, operation)
            || isGranted(registry, payer, signer, FwssPermissions.scoped(operation, dataSetId));
        if (!counts) signer = address(0);
    }

    function isGranted(ISessionKeyRegistry registry, address payer, address signer, bytes32 permission)
        private
        view
        returns (bool)
    {
        return block.timestamp <= registry.authorizationExpiry(payer, signer, permission);
    }

    /// @dev Of two grants that do not hold, the expiry is that of the longer one.
    function grantOn(uint256 dataSetId, ISessionKeyRegistry registry, address payer, address signer, bytes32 operation)
        private
        view
        returns (bool holds, uint256 expiry)
    {
        (holds, expiry) = grantOf(registry, payer, signer, operation);
        if (holds) return (holds, expiry);
        uint256 scopedExpiry;
        (holds, scopedExpiry) = grantOf(registry, payer, signer, FwssPermissions.scoped(operation, dataSetId));
        expiry = FixedPointMathLib.max(expiry, scopedExpiry);
    }

    /// @dev The payer needs no grant, and nobody (zero: a malformed signature) has one.
    function grantOf(ISessionKeyRegistry registry, address payer, address signer, bytes32 permission)
        private
        view
        returns (bool holds, uint256 expiry)
    {
        if (signer == address(0)) return (false, 0);
        if (signer == payer) return (true, 0);
        expiry = registry.authorizationExpiry(payer, signer, permission);
        holds = block.timestamp <= expiry;
    }

    function authorizeByCode(
        address service,
        address payer,
        address signer,
        bytes32 operation,
        uint256 expiry,
        bytes32 digest,
        bytes memory signature
    ) private view {
        if (isByCode(service, payer, digest, signature)) return;
        if (expiry > 0) revert AuthorizationExpired(payer, signer, operation, expiry);
        revert NotAuthorized(payer, signer, operation);
    }

    /// @notice Whether `payer` has code, and that takes `signature` for what `service` asks.
    function isByCode(address service, address payer, bytes32 digest, bytes memory signature)
        internal
        view
        returns (bool)
    {
        return payer.code.length > 0
            && SignatureCheckerLib.isValidERC1271SignatureNow(payer, digestForCode(service, payer, digest), signature);
    }

    /// @notice What `payer`'s code is asked about in place of `digest`: EIP-712's hash of `PayerMessage(payer, digest)` in the
    /// domain `{chainId, verifyingContract}` of the contract that uses this library.
    function digestForCode(address payer, bytes32 digest) internal view returns (bytes32) {
        return digestForCode(address(this), payer, digest);
    }

    /// @notice `digestForCode`, where `service` is the verifying contract.
    function digestForCode(address service, address payer, bytes32 digest) internal view returns (bytes32) {
        bytes32 domain = keccak256(abi.encode(DOMAIN_TYPEHASH, block.chainid, service));
        bytes32 message = keccak256(abi.encode(PAYER_MESSAGE_TYPEHASH, payer, digest));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }
}
