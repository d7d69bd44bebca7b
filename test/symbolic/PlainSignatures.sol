// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {SessionKeyAuth} from "../../src/libraries/SessionKeyAuth.sol";

/// @notice The checks of plain signatures that a service does by itself, and nothing else.
contract PlainSignatures {
    function authorize(
        ISessionKeyRegistry registry,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (address) {
        return SessionKeyAuth.authorize(registry, payer, operation, digest, signature);
    }

    function authorizeOn(
        uint256 dataSetId,
        ISessionKeyRegistry registry,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (address) {
        return SessionKeyAuth.authorizeOn(dataSetId, registry, payer, operation, digest, signature);
    }

    function tryAuthorizeOn(
        uint256 dataSetId,
        ISessionKeyRegistry registry,
        address payer,
        bytes32 operation,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (address) {
        return SessionKeyAuth.tryAuthorizeOn(dataSetId, registry, payer, operation, digest, signature);
    }
}
