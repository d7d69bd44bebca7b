// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Policy} from "../types/Policy.sol";
import {IDataSetAuthorizer} from "./IDataSetAuthorizer.sol";
import {ISessionKeyRegistry} from "./ISessionKeyRegistry.sol";

/// @title ISessionKeyAuthorizer
/// @notice Decides for storage services whose a signature is that is not simply one of the payer's key, or of a session key with a
/// grant of the operation: that of a P-256 key, or of a key whose root set a limit, both of which come in envelopes. `SessionKeyEnvelope` says what an envelope looks like and what is signed, `Policy` what a limit is.
///
/// A limited grant is the hash of a `Policy`, granted in the session key registry like any other permission. What was used of
/// it is counted here, apart for each (service, payer, signer, permission, expiry of the grant), where the service is whoever
/// calls: a stranger that calls uses up nothing but its own. So a grant that is renewed to another expiry begins anew, and one
/// that is revoked and made again with the same expiry goes on where it was: what a root allowed until a second, it allowed once.
///
/// An envelope is never the payer's own, whoever signed it: the payer's key needs no grant without one. What no envelope's key
/// was granted may still be what the payer's code accepts (ERC-1271), which is asked last, about
/// `SessionKeyAuth.digestForCode` in the domain of the service.
interface ISessionKeyAuthorizer is IDataSetAuthorizer {
    /// @notice `signer` presented `policy`, and was not granted it, or not any more.
    error PolicyNotGranted(address payer, address signer, Policy policy);

    /// @notice The grant holds, but `used` of its `limit` is used, and `asked` more is too much: in bytes of data for `AddPieces`,
    /// in operations for any other.
    error LimitExceeded(address payer, address signer, bytes32 permission, uint256 limit, uint256 used, uint256 asked);

    /// @notice Reverts unless `signature` lets `operation` be done for `payer`, and counts it where there is a limit: an envelope, or what
    /// `SessionKeyAuth` takes. The caller is the service, and sees to it that a message is used once.
    /// @param digest What is signed without an envelope. Must bind the caller, and the chain.
    /// @param callData The call that the service answers; read for `AddPieces` with a limit only: that of
    /// `piecesAdded(uint256,uint256,Cid[],bytes)`.
    /// @return signer Whose signature it counts as: the payer's, or its session key's.
    function authorize(
        address payer,
        bytes32 operation,
        uint256 dataSetId,
        address provider,
        bytes32 digest,
        bytes calldata signature,
        bytes calldata callData
    ) external returns (address signer);

    /// @notice Which key `signature` is by, in an envelope or not, granted or not; zero when it is nobody's.
    function signerOf(
        address payer,
        bytes32 operation,
        uint256 dataSetId,
        address provider,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (address);

    /// @notice Says on chain what the hashes of `policies` stand for, so that who reads a grant can tell what it is. Anybody may: a
    /// policy that is announced is granted to nobody.
    function announce(Policy[] calldata policies) external;

    /// @notice The permission to grant for `policy`: its EIP-712 struct hash.
    function permissionOf(Policy calldata policy) external pure returns (bytes32);

    /// @notice What `service` has counted of a grant as it is now.
    /// @return expiry Unix seconds, inclusive; 0 when there is no grant.
    /// @return used In bytes of data for `AddPieces`, in operations for any other.
    function usageOf(address service, address payer, address signer, bytes32 permission)
        external
        view
        returns (uint256 expiry, uint256 used);

    /// @notice What is left of the grant of `policy`, in the same units: 0 when it does not hold, the highest number when it has no
    /// limit.
    function remaining(address service, address payer, address signer, Policy calldata policy)
        external
        view
        returns (uint256);

    /// @notice Where grants are looked up.
    function sessionKeyRegistry() external view returns (ISessionKeyRegistry);
}
