// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {IDataSetAuthorizer} from "./interfaces/IDataSetAuthorizer.sol";
import {IPDPVerifier} from "./interfaces/IPDPVerifier.sol";
import {ISessionKeyAuthorizer} from "./interfaces/ISessionKeyAuthorizer.sol";
import {ISessionKeyRegistry} from "./interfaces/ISessionKeyRegistry.sol";
import {IStorageService} from "./interfaces/IStorageService.sol";
import {FwssPermissions} from "./libraries/FwssPermissions.sol";
import {PieceCid} from "./libraries/PieceCid.sol";
import {SessionKeyAuth} from "./libraries/SessionKeyAuth.sol";
import {Request, SessionKeyEnvelope} from "./libraries/SessionKeyEnvelope.sol";
import {Cid} from "./types/Cid.sol";
import {Policy} from "./types/Policy.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";

/// @title SessionKeyAuthorizer
/// @notice Whether an envelope counts as a payer's, and what is left of its limit; `ISessionKeyAuthorizer` tells the whole story.
/// @dev No owner, no upgrade, no pause; never holds value. Calls nothing but views, and those statically.
contract SessionKeyAuthorizer is ISessionKeyAuthorizer {
    ISessionKeyRegistry private immutable SESSION_KEYS;

    mapping(bytes32 grant => uint256) private _used;

    constructor(ISessionKeyRegistry sessionKeys) {
        SESSION_KEYS = sessionKeys;
    }

    /* AUTHORIZE */

    /// @inheritdoc ISessionKeyAuthorizer
    function authorize(
        address payer,
        bytes32 operation,
        uint256 dataSetId,
        address provider,
        bytes32 digest,
        bytes calldata signature,
        bytes calldata callData
    ) external returns (address) {
        return _authorize(
            payer,
            Request({operation: operation, dataSetId: dataSetId, provider: provider}),
            digest,
            signature,
            callData[4:]
        );
    }

    /// @inheritdoc IDataSetAuthorizer
    /// @notice Reverts instead of answering false, to say why.
    function isAuthorized(
        uint256 dataSetId,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes calldata signature,
        bytes calldata operationData
    ) external returns (bool) {
        Request memory request = Request({
            operation: operation, dataSetId: dataSetId, provider: _providerOf(dataSetId, signature)
        });
        _authorize(payer, request, digest, signature, operationData);
        return true;
    }

    function _authorize(
        address payer,
        Request memory request,
        bytes32 digest,
        bytes calldata signature,
        bytes calldata operationData
    ) private returns (address) {
        if (!SessionKeyEnvelope.isEnvelope(signature)) {
            return SessionKeyAuth.authorizeFor(
                msg.sender, request.dataSetId, SESSION_KEYS, payer, request.operation, digest, signature
            );
        }
        Opened memory opened = _open(payer, request, digest, signature);
        if (opened.limit > 0) _use(payer, opened, _amountOf(request.operation, operationData));
        return opened.account;
    }

    /// @dev Asked for only if the policy names one, and not of the service's view, which its owner can exchange.
    function _providerOf(uint256 dataSetId, bytes calldata envelope) private view returns (address provider) {
        if (
            !SessionKeyEnvelope.isEnvelope(envelope)
                || SessionKeyEnvelope.flagsOf(envelope) & SessionKeyEnvelope.THIS_PROVIDER == 0
        ) return address(0);
        IPDPVerifier pdpVerifier = IPDPVerifier(IStorageService(msg.sender).pdpVerifierAddress());
        (provider,) = pdpVerifier.getDataSetStorageProvider(dataSetId);
    }

    struct Opened {
        /// Whose signature it counts as.
        address account;
        bytes32 permission;
        uint256 expiry;
        /// 0 for none.
        uint256 limit;
    }

    function _open(address payer, Request memory request, bytes32 digest, bytes calldata envelope)
        private
        view
        returns (Opened memory opened)
    {
        (opened.account, opened.permission, opened.limit) = SessionKeyEnvelope.open(envelope, payer, request, digest);
        bool holds;
        (holds, opened.expiry) = _grantOf(payer, opened, request);
        if (holds) return opened;
        if (!SessionKeyAuth.isByCode(msg.sender, payer, digest, envelope)) _refuse(payer, request, opened, envelope);
        (opened.account, opened.limit) = (payer, 0);
    }

    /// @dev Without a policy, a grant for this data set alone does too, as for plain signatures.
    function _grantOf(address payer, Opened memory opened, Request memory request)
        private
        view
        returns (bool holds, uint256 expiry)
    {
        if (opened.account == address(0)) return (false, 0);
        expiry = SESSION_KEYS.authorizationExpiry(payer, opened.account, opened.permission);
        if (block.timestamp > expiry && opened.permission == request.operation) {
            bytes32 scoped = FwssPermissions.scoped(request.operation, request.dataSetId);
            uint256 scopedExpiry = SESSION_KEYS.authorizationExpiry(payer, opened.account, scoped);
            if (scopedExpiry > expiry) expiry = scopedExpiry;
        }
        holds = block.timestamp <= expiry;
    }

    function _refuse(address payer, Request memory request, Opened memory opened, bytes calldata envelope)
        private
        pure
    {
        if (opened.expiry > 0) {
            revert SessionKeyAuth.AuthorizationExpired(payer, opened.account, opened.permission, opened.expiry);
        }
        if (opened.account == address(0) || opened.permission == request.operation) {
            revert SessionKeyAuth.NotAuthorized(payer, opened.account, request.operation);
        }
        revert PolicyNotGranted(payer, opened.account, SessionKeyEnvelope.policyOf(envelope, request));
    }

    /* LIMITS */

    /// @dev The count is at most the limit, which has 128 bits, and `asked` is far from filling the others.
    function _use(address payer, Opened memory opened, uint256 asked) private {
        bytes32 grant = _grant(msg.sender, payer, opened.account, opened.permission, opened.expiry);
        uint256 used = _used[grant];
        uint256 total = used + asked;
        if (total > opened.limit) {
            revert LimitExceeded(payer, opened.account, opened.permission, opened.limit, used, asked);
        }
        _used[grant] = total;
    }

    function _grant(address service, address payer, address signer, bytes32 permission, uint256 expiry)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(service, payer, signer, permission, expiry));
    }

    function _amountOf(bytes32 operation, bytes calldata operationData) private pure returns (uint256 amount) {
        if (operation != FwssPermissions.ADD_PIECES) return 1;
        Cid[] calldata pieces;
        // Solidity decodes a list in bytes to memory only. Whatever service says wrong things here miscounts its own.
        //   pieces = abi.decode(operationData, (uint256, uint256, Cid[]))
        assembly ("memory-safe") {
            let list := add(operationData.offset, calldataload(add(operationData.offset, 64)))
            pieces.offset := add(list, 32)
            pieces.length := calldataload(list)
        }
        for (uint256 i = 0; i < pieces.length; i++) {
            amount += PieceCid.rawSize(PieceCid.parse(pieces[i].data));
        }
    }

    /* POLICIES */

    /// @inheritdoc ISessionKeyAuthorizer
    function announce(Policy[] calldata policies) external {
        for (uint256 i = 0; i < policies.length; i++) {
            policies[i].announce();
        }
    }

    /// @inheritdoc ISessionKeyAuthorizer
    function permissionOf(Policy calldata policy) public pure returns (bytes32) {
        return policy.hash();
    }

    /* VIEWS */

    /// @inheritdoc ISessionKeyAuthorizer
    function signerOf(
        address payer,
        bytes32 operation,
        uint256 dataSetId,
        address provider,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (address signer) {
        if (!SessionKeyEnvelope.isEnvelope(signature)) {
            return ECDSA.tryRecoverCalldata(digest, signature);
        }
        (signer,,) = SessionKeyEnvelope.open(
            signature, payer, Request({operation: operation, dataSetId: dataSetId, provider: provider}), digest
        );
    }

    /// @inheritdoc ISessionKeyAuthorizer
    function usageOf(address service, address payer, address signer, bytes32 permission)
        public
        view
        returns (uint256 expiry, uint256 used)
    {
        expiry = SESSION_KEYS.authorizationExpiry(payer, signer, permission);
        used = _used[_grant(service, payer, signer, permission, expiry)];
    }

    /// @inheritdoc ISessionKeyAuthorizer
    function remaining(address service, address payer, address signer, Policy calldata policy)
        external
        view
        returns (uint256)
    {
        (uint256 expiry, uint256 used) = usageOf(service, payer, signer, policy.hash());
        if (block.timestamp > expiry) return 0;
        return policy.limit == 0 ? type(uint256).max : policy.limit - used;
    }

    /// @inheritdoc ISessionKeyAuthorizer
    function sessionKeyRegistry() external view returns (ISessionKeyRegistry) {
        return SESSION_KEYS;
    }
}
