// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Policy} from "../types/Policy.sol";

/// @title ISessionKeyRegistry
/// @notice Records which temporary key (the signer) may do what for a main wallet (the identity), and until when.
///
/// A permission is any 32 bytes that a verifying contract gives a meaning to; the Filecoin Warm Storage Service uses the
/// EIP-712 type hash of the operation, or the hash of a `Policy`, which is an operation with limits. A grant holds while
/// `block.timestamp <= expiry`.
///
/// Only an identity, by its transaction or its signature, can grant. A signer can only give up what it holds.
///
/// Every session has two counters. `nonceOf` goes up with every change, and a signed `Login` is good for one value of it:
/// whatever the identity does next makes an unused one void. `generationOf` goes up when everything is dropped, and a
/// signed `RevokeAll` or `Logout` is good for one value of that: an unused `Login` put in front of it cannot make it void.
///
/// The events are declared, and documented, in `SessionKeyRegistry`: Solidity finds `SessionKeyRegistry.AuthorizationsUpdated`,
/// as users of the live registry write it, only where it is declared.
interface ISessionKeyRegistry {
    /* TYPES */

    /// @notice A grant that an identity signed for somebody else to submit.
    struct Login {
        /// The wallet that grants, and that pays for what the signer does. It signs this struct.
        address identity;
        /// The session key.
        address signer;
        /// Unix seconds, inclusive: the grant holds up to and in this second.
        uint256 expiry;
        /// At least one.
        bytes32[] permissions;
        /// Free text for listeners, such as the name of the app.
        string origin;
        /// `nonceOf(identity, signer)` at the time of signing.
        uint256 nonce;
        /// Unix seconds, inclusive: the last second in which the signature may be submitted.
        uint256 deadline;
    }

    /// @notice A grant with policies that an identity signed for somebody else to submit, and could read before it did.
    struct LoginWithPolicies {
        /// The wallet that grants, and that pays for what the signer does. It signs this struct.
        address identity;
        /// The session key.
        address signer;
        /// Unix seconds, inclusive: the grant holds up to and in this second.
        uint256 expiry;
        /// At least one of these or of `policies`.
        bytes32[] permissions;
        /// Their hashes are granted.
        Policy[] policies;
        /// Free text for listeners, such as the name of the app.
        string origin;
        /// `nonceOf(identity, signer)` at the time of signing.
        uint256 nonce;
        /// Unix seconds, inclusive: the last second in which the signature may be submitted.
        uint256 deadline;
    }

    /// @notice One session in a signed `RevokeAll`.
    struct Revocation {
        /// The session key.
        address signer;
        /// `generationOf(identity, signer)` at the time of signing.
        uint256 generation;
    }

    /// @notice A revocation that an identity signed for somebody else to submit.
    struct RevokeAll {
        /// The wallet that granted. It signs this struct.
        address identity;
        /// At least one. Those with another generation by the time of submission are left as they are.
        Revocation[] revocations;
        /// Free text for listeners.
        string origin;
        /// Unix seconds, inclusive.
        uint256 deadline;
    }

    /// @notice A renunciation that a session key signed for somebody else to submit.
    struct Logout {
        /// The wallet that granted.
        address identity;
        /// The session key. It signs this struct.
        address signer;
        /// Free text for listeners.
        string origin;
        /// `generationOf(identity, signer)` at the time of signing.
        uint256 generation;
        /// Unix seconds, inclusive.
        uint256 deadline;
    }

    /* ERRORS */

    /// @notice The zero address cannot be a session key.
    error ZeroSigner();

    /// @notice The list of permissions is empty.
    error NoPermissions();

    /// @notice The list of signers is empty.
    error NoSigners();

    /// @notice The expiry is already over.
    error ExpiryInPast(uint256 expiry, uint256 timestamp);

    /// @notice The expiry does not fit in 40 bits. Most likely it is in milliseconds.
    error ExpiryTooFar(uint256 expiry);

    /// @notice The signature is not by `account`: not by its key and, if it has code, not by ERC-1271.
    error InvalidSignature(address account);

    /// @notice The deadline of the signature is over.
    error SignatureExpired(uint256 deadline, uint256 timestamp);

    /// @notice The session changed since the grant was signed, or the grant was submitted already.
    error StaleNonce(uint256 nonce, uint256 currentNonce);

    /// @notice Everything was dropped since this was signed, or it was submitted already.
    error StaleGeneration(address signer, uint256 generation, uint256 currentGeneration);

    /// @notice The signer refused the value sent along.
    error FundingFailed(address signer, uint256 value);

    /* GRANT */

    /// @notice Lets `signer` act for the caller. Each of `permissions` gets this expiry, whether it was granted before,
    /// for longer or for shorter, or not at all; other permissions stay as they are.
    /// @param signer The session key; not zero.
    /// @param expiry Unix seconds, inclusive; not in the past.
    /// @param permissions At least one; repeating one does nothing more.
    /// @param origin Free text for listeners, such as the name of the app.
    function login(address signer, uint256 expiry, bytes32[] calldata permissions, string calldata origin) external;

    /// @notice `login`, and forwards the value of the transaction, in attoFIL, to `signer`.
    function loginAndFund(
        address payable signer,
        uint256 expiry,
        bytes32[] calldata permissions,
        string calldata origin
    ) external payable;

    /// @notice `login` in the name of `grant.identity`, with its signature over `grant`. Anyone may submit.
    /// @param signature By the identity's key (65 bytes, or 64 by ERC-2098) or, if it has code, by its ERC-1271.
    function loginBySig(Login calldata grant, bytes calldata signature) external;

    /// @notice `login` with `permissions` and the hashes of `policies`, and says in `PolicyAnnounced` what these are.
    /// @param permissions At least one of these or of `policies`.
    /// @param policies Each is granted as what it is: it takes nothing away from another, or from a plain permission.
    function loginWithPolicies(
        address signer,
        uint256 expiry,
        bytes32[] calldata permissions,
        Policy[] calldata policies,
        string calldata origin
    ) external;

    /// @notice `loginWithPolicies` in the name of `grant.identity`, with its signature over `grant`. Anyone may submit.
    function loginWithPoliciesBySig(LoginWithPolicies calldata grant, bytes calldata signature) external;

    /* REVOKE */

    /// @notice Takes `permissions` back from `signer`. Works alike on live, expired and unknown grants.
    /// @dev Other permissions stay, those too that an older signed `Login` grants that is submitted first: where that matters,
    /// `revokeAll`.
    /// @param permissions At least one. The four FWSS permissions are those four, and not all that was granted.
    function revoke(address signer, bytes32[] calldata permissions, string calldata origin) external;

    /// @notice Takes every permission back from each of `signers`, one slot each, however many were granted.
    /// @param signers At least one.
    function revokeAll(address[] calldata signers, string calldata origin) external;

    /// @notice `revokeAll` in the name of `revocation.identity`, with its signature. Anyone may submit.
    /// @dev Reverts with `StaleGeneration` only if no session was left to revoke.
    function revokeAllBySig(RevokeAll calldata revocation, bytes calldata signature) external;

    /// @notice The caller, a session key, gives up all that it holds from `identity`. No consent is needed.
    /// @dev Anyone can give up the nothing that it holds: the events alone say nothing about a grant.
    function logout(address identity, string calldata origin) external;

    /// @notice `logout` in the name of `renunciation.signer`, with its signature. Anyone may submit.
    /// @param signature As for `loginBySig`; by a P-256 key, 128 bytes: r, s, x, y, where SHA-256 of the digest is what was signed.
    function logoutBySig(Logout calldata renunciation, bytes calldata signature) external;

    /* VIEWS */

    /// @notice When a grant ends, in Unix seconds, inclusive; 0 when there is none.
    function authorizationExpiry(address identity, address signer, bytes32 permission) external view returns (uint256);

    /// @notice `authorizationExpiry` of each of `permissions`, in their order.
    function authorizationExpiries(address identity, address signer, bytes32[] calldata permissions)
        external
        view
        returns (uint256[] memory);

    /// @notice Whether the grant holds in this block.
    function isAuthorized(address identity, address signer, bytes32 permission) external view returns (bool);

    /// @notice How often the session was changed. What the next signed `Login` must name.
    function nonceOf(address identity, address signer) external view returns (uint256);

    /// @notice How often everything in the session was dropped. What the next signed `RevokeAll` or `Logout` must name.
    function generationOf(address identity, address signer) external view returns (uint256);
}
