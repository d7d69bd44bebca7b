// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {ISessionKeyRegistry} from "./interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "./libraries/FwssPermissions.sol";
import {P256Signature} from "./libraries/P256Signature.sol";
import {RegistryHashes} from "./libraries/RegistryHashes.sol";
import {Policy} from "./types/Policy.sol";
import {Session, SessionLibrary} from "./types/Session.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

/// @title SessionKeyRegistry
/// @notice Which session key may do what for which wallet; `ISessionKeyRegistry` tells the whole story.
/// @dev No owner, no upgrade, no pause; never holds value.
contract SessionKeyRegistry is ISessionKeyRegistry, EIP712 {
    using RegistryHashes for *;

    /* EVENTS */

    /// @notice Emitted on every change of a session.
    /// @param identity The wallet whose session changed.
    /// @param signer The session key.
    /// @param expiry The new expiry of each of `permissions`, in Unix seconds, inclusive; 0 when they were taken away.
    /// @param permissions What changed. When everything is dropped at once, the four FWSS permissions stand for it, and
    /// `SessionDropped` follows; without that, they are no more than the four.
    /// @param origin Free text from whoever made the change.
    event AuthorizationsUpdated(
        address indexed identity, address signer, uint256 expiry, bytes32[] permissions, string origin
    );

    /// @notice Emitted with each `AuthorizationsUpdated`, so that the identities of a signer are one indexed query away.
    event SessionUpdated(address indexed signer, address indexed identity);

    /// @notice Emitted after `AuthorizationsUpdated` and `SessionUpdated` when everything was dropped, custom permissions too.
    /// @param generation `generationOf(identity, signer)` from now on.
    event SessionDropped(address indexed identity, address indexed signer, uint256 generation);

    /* STORAGE */

    mapping(address identity => mapping(address signer => Session)) private _sessions;

    /// @dev Expiries of permissions without a lane. Those of an older generation are out of reach for good.
    mapping(
        address identity
            => mapping(address signer => mapping(uint256 generation => mapping(bytes32 permission => uint256 expiry)))
    ) private _customExpiries;

    /* MODIFIERS */

    // forge-lint: disable-next-item(unwrapped-modifier-logic): a call would make every grant dearer
    modifier grantable(address signer, uint256 expiry) {
        if (signer == address(0)) revert ZeroSigner();
        if (expiry < block.timestamp) revert ExpiryInPast(expiry, block.timestamp);
        if (expiry > type(uint40).max) revert ExpiryTooFar(expiry);
        _;
    }

    /* GRANT */

    /// @inheritdoc ISessionKeyRegistry
    function login(address signer, uint256 expiry, bytes32[] calldata permissions, string calldata origin) external {
        _grant(msg.sender, signer, expiry, permissions, origin);
    }

    /// @inheritdoc ISessionKeyRegistry
    function loginAndFund(
        address payable signer,
        uint256 expiry,
        bytes32[] calldata permissions,
        string calldata origin
    ) external payable {
        _grant(msg.sender, signer, expiry, permissions, origin);
        (bool funded,) = signer.call{value: msg.value}("");
        if (!funded) revert FundingFailed(signer, msg.value);
    }

    /// @inheritdoc ISessionKeyRegistry
    function loginBySig(Login calldata grant, bytes calldata signature) external {
        _checkSignature(grant.identity, grant.hash(), grant.deadline, signature);
        _checkNonce(grant.identity, grant.signer, grant.nonce);
        _grant(grant.identity, grant.signer, grant.expiry, grant.permissions, grant.origin);
    }

    /// @inheritdoc ISessionKeyRegistry
    function loginWithPolicies(
        address signer,
        uint256 expiry,
        bytes32[] calldata permissions,
        Policy[] calldata policies,
        string calldata origin
    ) external {
        _grantAll(msg.sender, signer, expiry, _withPolicies(permissions, policies), origin);
    }

    /// @inheritdoc ISessionKeyRegistry
    function loginWithPoliciesBySig(LoginWithPolicies calldata grant, bytes calldata signature) external {
        _checkSignature(grant.identity, grant.hash(), grant.deadline, signature);
        _checkNonce(grant.identity, grant.signer, grant.nonce);
        bytes32[] memory permissions = _withPolicies(grant.permissions, grant.policies);
        _grantAll(grant.identity, grant.signer, grant.expiry, permissions, grant.origin);
    }

    function _checkNonce(address identity, address signer, uint256 nonce) private view {
        uint256 current = nonceOf(identity, signer);
        if (nonce != current) revert StaleNonce(nonce, current);
    }

    /// @return all The permissions, then the hashes of the policies.
    function _withPolicies(bytes32[] calldata permissions, Policy[] calldata policies)
        private
        returns (bytes32[] memory all)
    {
        all = new bytes32[](permissions.length + policies.length);
        for (uint256 i = 0; i < permissions.length; i++) {
            all[i] = permissions[i];
        }
        for (uint256 i = 0; i < policies.length; i++) {
            all[permissions.length + i] = policies[i].announce();
        }
    }

    function _grant(
        address identity,
        address signer,
        uint256 expiry,
        bytes32[] calldata permissions,
        string calldata origin
    ) private grantable(signer, expiry) {
        _setExpiry(identity, signer, expiry, permissions, origin);
    }

    /// @dev `_grant`, of a list that was put together here: to copy those that are not would make every grant dearer.
    function _grantAll(
        address identity,
        address signer,
        uint256 expiry,
        bytes32[] memory permissions,
        string calldata origin
    ) private grantable(signer, expiry) {
        if (permissions.length == 0) revert NoPermissions();
        Session session = _sessions[identity][signer];
        for (uint256 i = 0; i < permissions.length; i++) {
            uint256 lane = SessionLibrary.laneOf(permissions[i]);
            if (lane == SessionLibrary.NO_LANE) {
                _customExpiries[identity][signer][session.generation()][permissions[i]] = expiry;
            } else {
                session = session.withExpiry(lane, expiry);
            }
        }
        _sessions[identity][signer] = session.next();
        emit AuthorizationsUpdated(identity, signer, expiry, permissions, origin);
        emit SessionUpdated(signer, identity);
    }

    function _setExpiry(
        address identity,
        address signer,
        uint256 expiry,
        bytes32[] calldata permissions,
        string calldata origin
    ) private {
        if (permissions.length == 0) revert NoPermissions();
        mapping(address => Session) storage sessions = _sessions[identity];
        Session session = sessions[signer];
        for (uint256 i = 0; i < permissions.length; i++) {
            uint256 lane = SessionLibrary.laneOf(permissions[i]);
            if (lane == SessionLibrary.NO_LANE) {
                _customExpiries[identity][signer][session.generation()][permissions[i]] = expiry;
            } else {
                session = session.withExpiry(lane, expiry);
            }
        }
        sessions[signer] = session.next();
        emit AuthorizationsUpdated(identity, signer, expiry, permissions, origin);
        emit SessionUpdated(signer, identity);
    }

    /* REVOKE */

    /// @inheritdoc ISessionKeyRegistry
    function revoke(address signer, bytes32[] calldata permissions, string calldata origin) external {
        _setExpiry(msg.sender, signer, 0, permissions, origin);
    }

    /// @inheritdoc ISessionKeyRegistry
    function revokeAll(address[] calldata signers, string calldata origin) external {
        if (signers.length == 0) revert NoSigners();
        for (uint256 i = 0; i < signers.length; i++) {
            _clear(msg.sender, signers[i], origin);
        }
    }

    /// @inheritdoc ISessionKeyRegistry
    function revokeAllBySig(RevokeAll calldata revocation, bytes calldata signature) external {
        _checkSignature(revocation.identity, revocation.hash(), revocation.deadline, signature);
        Revocation[] calldata items = revocation.revocations;
        if (items.length == 0) revert NoSigners();
        bool revoked = false;
        for (uint256 i = 0; i < items.length; i++) {
            // A session that dropped everything since must not make the others keep their grants.
            if (items[i].generation == generationOf(revocation.identity, items[i].signer)) {
                _clear(revocation.identity, items[i].signer, revocation.origin);
                revoked = true;
            }
        }
        if (!revoked) _revertStale(revocation.identity, items[0].signer, items[0].generation);
    }

    /// @inheritdoc ISessionKeyRegistry
    function logout(address identity, string calldata origin) external {
        _clear(identity, msg.sender, origin);
    }

    /// @inheritdoc ISessionKeyRegistry
    function logoutBySig(Logout calldata renunciation, bytes calldata signature) external {
        _checkSignature(renunciation.signer, renunciation.hash(), renunciation.deadline, signature);
        if (renunciation.generation != generationOf(renunciation.identity, renunciation.signer)) {
            _revertStale(renunciation.identity, renunciation.signer, renunciation.generation);
        }
        _clear(renunciation.identity, renunciation.signer, renunciation.origin);
    }

    function _clear(address identity, address signer, string calldata origin) private {
        Session session = _sessions[identity][signer].cleared();
        _sessions[identity][signer] = session;
        emit AuthorizationsUpdated(identity, signer, 0, FwssPermissions.all(), origin);
        emit SessionUpdated(signer, identity);
        emit SessionDropped(identity, signer, session.generation());
    }

    function _revertStale(address identity, address signer, uint256 generation) private view {
        revert StaleGeneration(signer, generation, generationOf(identity, signer));
    }

    /* SIGNATURES */

    /// @dev The key of `account` counts first, so that an account with code by EIP-7702 can still sign as itself.
    function _checkSignature(address account, bytes32 structHash, uint256 deadline, bytes calldata signature)
        private
        view
    {
        if (block.timestamp > deadline) revert SignatureExpired(deadline, block.timestamp);
        bytes32 digest = _hashTypedData(structHash);
        address recovered = signature.length == P256Signature.LENGTH
            ? P256Signature.tryRecover(digest, signature)
            : ECDSA.tryRecoverCalldata(digest, signature);
        if (recovered != address(0) && recovered == account) return;
        if (
            account.code.length == 0
                || !SignatureCheckerLib.isValidERC1271SignatureNowCalldata(account, digest, signature)
        ) revert InvalidSignature(account);
    }

    function _domainNameAndVersion() internal pure override returns (string memory name, string memory version) {
        return ("SessionKeyRegistry", "1");
    }

    /* VIEWS */

    /// @inheritdoc ISessionKeyRegistry
    function authorizationExpiry(address identity, address signer, bytes32 permission) public view returns (uint256) {
        Session session = _sessions[identity][signer];
        uint256 lane = SessionLibrary.laneOf(permission);
        if (lane != SessionLibrary.NO_LANE) return session.expiry(lane);
        return _customExpiries[identity][signer][session.generation()][permission];
    }

    /// @inheritdoc ISessionKeyRegistry
    function authorizationExpiries(address identity, address signer, bytes32[] calldata permissions)
        external
        view
        returns (uint256[] memory expiries)
    {
        expiries = new uint256[](permissions.length);
        for (uint256 i = 0; i < permissions.length; i++) {
            expiries[i] = authorizationExpiry(identity, signer, permissions[i]);
        }
    }

    /// @inheritdoc ISessionKeyRegistry
    function isAuthorized(address identity, address signer, bytes32 permission) external view returns (bool) {
        return block.timestamp <= authorizationExpiry(identity, signer, permission);
    }

    /// @inheritdoc ISessionKeyRegistry
    function nonceOf(address identity, address signer) public view returns (uint256) {
        return _sessions[identity][signer].nonce();
    }

    /// @inheritdoc ISessionKeyRegistry
    function generationOf(address identity, address signer) public view returns (uint256) {
        return _sessions[identity][signer].generation();
    }
}
