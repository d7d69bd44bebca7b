// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {SessionKeyAuth} from "../../src/libraries/SessionKeyAuth.sol";

/// @notice The check of plain signatures that the Filecoin Warm Storage Service does by itself, and nothing else.
contract PlainSignatures {
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
