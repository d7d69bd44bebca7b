// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FilecoinWarmStorageServiceStateView} from "../FilecoinWarmStorageServiceStateView.sol";
import {Owned} from "../Owned.sol";
import {IFilecoinWarmStorageService} from "../interfaces/IFilecoinWarmStorageService.sol";
import {FwssStorage} from "./FwssStorage.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

/// @title FwssOwner
/// @notice What the owner can do; nothing of it touches a data set that has begun, or money.
abstract contract FwssOwner is FwssStorage, IFilecoinWarmStorageService, Owned {
    using SafeCastLib for uint256;

    /// @dev The view comes with the service, so that there is no time without one, and nobody who has to be trusted to name it.
    constructor(address owner, uint64 maxProvingPeriod, uint256 challengeWindow) Owned(owner) {
        _configure(maxProvingPeriod, challengeWindow);
        _setView(address(new FilecoinWarmStorageServiceStateView(address(this))));
    }

    /* PROVING PERIODS */

    /// @inheritdoc IFilecoinWarmStorageService
    function configureProvingPeriod(uint64 maxProvingPeriod, uint256 challengeWindowSize) external onlyOwner {
        _configure(maxProvingPeriod, challengeWindowSize);
    }

    function _configure(uint64 maxProvingPeriod, uint256 challengeWindowSize) private {
        if (maxProvingPeriod == 0) revert MaxProvingPeriodZero();
        if (challengeWindowSize == 0 || challengeWindowSize >= maxProvingPeriod) {
            revert InvalidChallengeWindowSize(maxProvingPeriod, challengeWindowSize);
        }
        _provingPeriod = uint256(maxProvingPeriod).toUint48();
        _challengeWindow = challengeWindowSize.toUint48();
    }

    /* VIEW */

    /// @inheritdoc IFilecoinWarmStorageService
    function setViewContract(address viewContract) external onlyOwner {
        if (viewContract == address(0)) revert ZeroAddress(AddressField.View);
        _setView(viewContract);
    }

    function _setView(address viewContract) private {
        _viewContract = viewContract;
        emit ViewContractSet(viewContract);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function viewContractAddress() external view returns (address) {
        return _viewContract;
    }

    /* PROVIDERS */

    /// @inheritdoc IFilecoinWarmStorageService
    function addApprovedProvider(uint256 providerId) external onlyOwner {
        if (_isApproved[providerId]) revert ProviderAlreadyApproved(providerId);
        _isApproved[providerId] = true;
        _approvedProviders.push(providerId);
        emit ProviderApproved(providerId);
    }

    /// @inheritdoc IFilecoinWarmStorageService
    function removeApprovedProvider(uint256 providerId, uint256 index) external onlyOwner {
        uint256 length = _approvedProviders.length;
        if (index >= length || _approvedProviders[index] != providerId) {
            revert ProviderIdMismatchAtIndex(index, providerId);
        }
        _approvedProviders[index] = _approvedProviders[length - 1];
        _approvedProviders.pop();
        delete _isApproved[providerId];
        emit ProviderUnapproved(providerId);
    }
}
