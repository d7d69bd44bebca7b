// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "../interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService} from "../interfaces/IFilecoinWarmStorageService.sol";
import {IPDPVerifier} from "../interfaces/IPDPVerifier.sol";
import {IServiceProviderRegistry} from "../interfaces/IServiceProviderRegistry.sol";
import {ISessionKeyAuthorizer} from "../interfaces/ISessionKeyAuthorizer.sol";
import {ISessionKeyRegistry} from "../interfaces/ISessionKeyRegistry.sol";

/// @title FwssContracts
/// @notice The contracts that the service works with, for good.
abstract contract FwssContracts is IFilecoinWarmStorageService {
    IPDPVerifier internal immutable PDP_VERIFIER;
    IFilecoinPay internal immutable PAYMENTS;
    address internal immutable USDFC;
    IServiceProviderRegistry internal immutable PROVIDERS;
    ISessionKeyRegistry internal immutable SESSION_KEYS;
    ISessionKeyAuthorizer internal immutable AUTHORIZER;

    modifier onlyPDPVerifier() {
        _checkCaller();
        _;
    }

    function _checkCaller() private view {
        if (msg.sender != address(PDP_VERIFIER)) revert OnlyPDPVerifierAllowed(address(PDP_VERIFIER), msg.sender);
    }

    constructor(
        IPDPVerifier pdpVerifier,
        IFilecoinPay payments,
        address usdfc,
        IServiceProviderRegistry providers,
        ISessionKeyRegistry sessionKeys,
        ISessionKeyAuthorizer authorizer
    ) {
        // What is revoked in one registry must not go on in another.
        if (authorizer.sessionKeyRegistry() != sessionKeys) revert AuthorizerOfAnotherRegistry(address(authorizer));
        PDP_VERIFIER = pdpVerifier;
        PAYMENTS = payments;
        USDFC = usdfc;
        PROVIDERS = providers;
        SESSION_KEYS = sessionKeys;
        AUTHORIZER = authorizer;
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function pdpVerifierAddress() external view returns (address) {
        return address(PDP_VERIFIER);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function paymentsContractAddress() external view returns (address) {
        return address(PAYMENTS);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function usdfcTokenAddress() external view returns (address) {
        return USDFC;
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function serviceProviderRegistry() external view returns (address) {
        return address(PROVIDERS);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function sessionKeyRegistry() external view returns (address) {
        return address(SESSION_KEYS);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function sessionKeyAuthorizer() external view returns (address) {
        return address(AUTHORIZER);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function filBeamBeneficiaryAddress() external pure returns (address) {
        return address(0);
    }
}
