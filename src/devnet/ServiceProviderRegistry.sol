// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {IServiceProviderRegistry} from "../interfaces/IServiceProviderRegistry.sol";
import {DynamicArrayLib} from "solady/utils/DynamicArrayLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title ServiceProviderRegistry
/// @notice Local stand-in for the ServiceProviderRegistry that lives on Filecoin: same calls, events and listings, for the
/// handful of providers of a devnet, over all of which every listing walks. Not for a public network.
/// @dev No owner, no upgrade; never holds value.
contract ServiceProviderRegistry is IServiceProviderRegistry {
    using DynamicArrayLib for uint256[];
    using LibString for string;

    /* CONSTANTS */

    /// @inheritdoc IServiceProviderRegistry
    string public constant VERSION = "1.0.0-local";

    /// @inheritdoc IServiceProviderRegistry
    uint256 public constant REGISTRATION_FEE = 5 ether;

    /// @inheritdoc IServiceProviderRegistry
    uint256 public constant MAX_CAPABILITIES = 24;

    /// @inheritdoc IServiceProviderRegistry
    uint256 public constant MAX_CAPABILITY_KEY_LENGTH = 32;

    /// @inheritdoc IServiceProviderRegistry
    uint256 public constant MAX_CAPABILITY_VALUE_LENGTH = 128;

    uint256 private constant _MAX_NAME_LENGTH = 128;
    uint256 private constant _MAX_DESCRIPTION_LENGTH = 256;

    /// @dev Filecoin's burnt-funds actor f099.
    address private constant _BURN_ACTOR = 0xff00000000000000000000000000000000000063;

    /* STORAGE */

    uint256 private _providerCount;

    /// @inheritdoc IServiceProviderRegistry
    mapping(address providerAddress => uint256 providerId) public addressToProviderId;

    mapping(uint256 providerId => ServiceProviderInfo) private _providers;

    mapping(uint256 providerId => mapping(ProductType productType => ServiceProduct)) private _products;

    mapping(uint256 providerId => mapping(ProductType productType => mapping(string key => bytes value))) private
        _capabilities;

    /* PROVIDERS */

    /// @inheritdoc IServiceProviderRegistry
    function registerProvider(
        address payee,
        string calldata name,
        string calldata description,
        ProductType productType,
        string[] calldata capabilityKeys,
        bytes[] calldata capabilityValues
    ) external payable returns (uint256 providerId) {
        providerId = addressToProviderId[msg.sender];
        if (providerId != 0) revert AlreadyRegistered(msg.sender, providerId);
        if (msg.value != REGISTRATION_FEE) revert IncorrectRegistrationFee(REGISTRATION_FEE, msg.value);
        if (payee == address(0)) revert ZeroPayee();

        providerId = ++_providerCount;
        addressToProviderId[msg.sender] = providerId;
        ServiceProviderInfo storage provider = _providers[providerId];
        provider.serviceProvider = msg.sender;
        provider.payee = payee;
        provider.isActive = true;
        _setInfo(provider, name, description);
        emit ProviderRegistered(providerId, msg.sender, payee);
        _addProduct(providerId, productType, capabilityKeys, capabilityValues);
        SafeTransferLib.safeTransferETH(_BURN_ACTOR, REGISTRATION_FEE);
    }

    /// @inheritdoc IServiceProviderRegistry
    function updateProviderInfo(string calldata name, string calldata description) external {
        uint256 providerId = _callerId();
        _setInfo(_providers[providerId], name, description);
        emit ProviderInfoUpdated(providerId);
    }

    function _setInfo(ServiceProviderInfo storage provider, string calldata name, string calldata description) private {
        uint256 length = bytes(name).length;
        if (length > _MAX_NAME_LENGTH) revert NameTooLong(length, _MAX_NAME_LENGTH);
        length = bytes(description).length;
        if (length > _MAX_DESCRIPTION_LENGTH) revert DescriptionTooLong(length, _MAX_DESCRIPTION_LENGTH);
        provider.name = name;
        provider.description = description;
    }

    /// @inheritdoc IServiceProviderRegistry
    function removeProvider() external {
        uint256 providerId = _callerId();
        _providers[providerId].isActive = false;
        delete addressToProviderId[msg.sender];
        ServiceProduct storage product = _products[providerId][ProductType.PDP];
        _clearCapabilities(providerId, ProductType.PDP, product);
        product.isActive = false;
        emit ProviderRemoved(providerId);
    }

    function _callerId() private view returns (uint256 providerId) {
        providerId = addressToProviderId[msg.sender];
        if (providerId == 0) revert NotRegistered(msg.sender);
    }

    /* PRODUCTS */

    /// @inheritdoc IServiceProviderRegistry
    function addProduct(ProductType productType, string[] calldata capabilityKeys, bytes[] calldata capabilityValues)
        external
    {
        uint256 providerId = _callerId();
        if (_products[providerId][productType].isActive) revert ProductAlreadyActive(providerId, productType);
        _addProduct(providerId, productType, capabilityKeys, capabilityValues);
    }

    function _addProduct(
        uint256 providerId,
        ProductType productType,
        string[] calldata capabilityKeys,
        bytes[] calldata capabilityValues
    ) private {
        _setProduct(providerId, productType, capabilityKeys, capabilityValues);
        emit ProductAdded(providerId, productType, msg.sender, capabilityKeys, capabilityValues);
    }

    /// @inheritdoc IServiceProviderRegistry
    function updateProduct(ProductType productType, string[] calldata capabilityKeys, bytes[] calldata capabilityValues)
        external
    {
        uint256 providerId = _callerId();
        _clearCapabilities(providerId, productType, _activeProduct(providerId, productType));
        _setProduct(providerId, productType, capabilityKeys, capabilityValues);
        emit ProductUpdated(providerId, productType, msg.sender, capabilityKeys, capabilityValues);
    }

    /// @inheritdoc IServiceProviderRegistry
    function removeProduct(ProductType productType) external {
        uint256 providerId = _callerId();
        ServiceProduct storage product = _activeProduct(providerId, productType);
        _clearCapabilities(providerId, productType, product);
        product.isActive = false;
        emit ProductRemoved(providerId, productType);
    }

    function _activeProduct(uint256 providerId, ProductType productType)
        private
        view
        returns (ServiceProduct storage product)
    {
        product = _products[providerId][productType];
        if (!product.isActive) revert ProductNotActive(providerId, productType);
    }

    /// @dev The keys stay: a listing that includes what is gone still shows that there was an offer.
    function _clearCapabilities(uint256 providerId, ProductType productType, ServiceProduct storage product) private {
        for (uint256 i = 0; i < product.capabilityKeys.length; i++) {
            delete _capabilities[providerId][productType][product.capabilityKeys[i]];
        }
    }

    function _setProduct(uint256 providerId, ProductType productType, string[] calldata keys, bytes[] calldata values)
        private
    {
        if (keys.length != values.length) revert CapabilityCountMismatch(keys.length, values.length);
        if (keys.length > MAX_CAPABILITIES) revert TooManyCapabilities(keys.length, MAX_CAPABILITIES);
        for (uint256 i = 0; i < keys.length; i++) {
            uint256 length = bytes(keys[i]).length;
            if (length == 0 || length > MAX_CAPABILITY_KEY_LENGTH) {
                revert InvalidCapabilityKeyLength(i, length, MAX_CAPABILITY_KEY_LENGTH);
            }
            length = values[i].length;
            if (length == 0 || length > MAX_CAPABILITY_VALUE_LENGTH) {
                revert InvalidCapabilityValueLength(i, length, MAX_CAPABILITY_VALUE_LENGTH);
            }
            _capabilities[providerId][productType][keys[i]] = values[i];
        }
        // Whatever was there before is cleared, so a required term has a value only if this call gave one.
        string[7] memory required = _requiredKeys();
        for (uint256 i = 0; i < required.length; i++) {
            if (_capabilities[providerId][productType][required[i]].length == 0) {
                revert InsufficientCapabilitiesForProduct(productType);
            }
        }
        _products[providerId][productType] =
            ServiceProduct({productType: productType, capabilityKeys: keys, isActive: true});
    }

    /// @dev What clients cannot do without when they decode a PDP offer.
    function _requiredKeys() private pure returns (string[7] memory) {
        return [
            "serviceURL",
            "minPieceSizeInBytes",
            "maxPieceSizeInBytes",
            "storagePricePerTibPerDay",
            "minProvingPeriodInEpochs",
            "location",
            "paymentTokenAddress"
        ];
    }

    /* PROVIDER VIEWS */

    /// @inheritdoc IServiceProviderRegistry
    function getProviderIdByAddress(address providerAddress) external view returns (uint256) {
        return addressToProviderId[providerAddress];
    }

    /// @inheritdoc IServiceProviderRegistry
    function isRegisteredProvider(address provider) external view returns (bool) {
        return addressToProviderId[provider] != 0;
    }

    /// @inheritdoc IServiceProviderRegistry
    function isProviderActive(uint256 providerId) external view returns (bool) {
        return _existing(providerId).isActive;
    }

    function _existing(uint256 providerId) private view returns (ServiceProviderInfo storage) {
        // A string, not a custom error: Synapse reads it as "there is no such provider" instead of failing.
        // forge-lint: disable-next-line(custom-errors)
        require(_exists(providerId), "Provider does not exist");
        return _providers[providerId];
    }

    function _exists(uint256 providerId) private view returns (bool) {
        return providerId != 0 && providerId <= _providerCount;
    }

    /// @inheritdoc IServiceProviderRegistry
    function getProvider(uint256 providerId) external view returns (ServiceProviderInfoView memory info) {
        return ServiceProviderInfoView({providerId: providerId, info: _existing(providerId)});
    }

    /// @inheritdoc IServiceProviderRegistry
    function getProviderByAddress(address providerAddress) external view returns (ServiceProviderInfoView memory info) {
        uint256 providerId = addressToProviderId[providerAddress];
        return ServiceProviderInfoView({providerId: providerId, info: _providers[providerId]});
    }

    /// @inheritdoc IServiceProviderRegistry
    function getProvidersByIds(uint256[] calldata providerIds)
        external
        view
        returns (ServiceProviderInfoView[] memory providerInfos, bool[] memory validIds)
    {
        providerInfos = new ServiceProviderInfoView[](providerIds.length);
        validIds = new bool[](providerIds.length);
        for (uint256 i = 0; i < providerIds.length; i++) {
            if (!_exists(providerIds[i])) continue;
            validIds[i] = true;
            providerInfos[i] = ServiceProviderInfoView({providerId: providerIds[i], info: _providers[providerIds[i]]});
        }
    }

    /// @inheritdoc IServiceProviderRegistry
    function getProviderPayee(uint256 providerId) external view returns (address payee) {
        return _existing(providerId).payee;
    }

    /// @inheritdoc IServiceProviderRegistry
    function getAllActiveProviders(uint256 offset, uint256 limit)
        external
        view
        returns (uint256[] memory providerIds, bool hasMore)
    {
        return _page(_activeProviders(), offset, limit);
    }

    /// @inheritdoc IServiceProviderRegistry
    function activeProviderCount() external view returns (uint256) {
        return _activeProviders().length;
    }

    function _activeProviders() private view returns (uint256[] memory ids) {
        uint256 count = _providerCount;
        ids = new uint256[](count);
        uint256 found = 0;
        for (uint256 id = 1; id <= count; id++) {
            if (_providers[id].isActive) ids[found++] = id;
        }
        return ids.truncate(found);
    }

    /// @inheritdoc IServiceProviderRegistry
    function getProviderCount() external view returns (uint256) {
        return _providerCount;
    }

    /// @inheritdoc IServiceProviderRegistry
    function getNextProviderId() external view returns (uint256) {
        return _providerCount + 1;
    }

    /* PRODUCT VIEWS */

    /// @inheritdoc IServiceProviderRegistry
    function providerHasProduct(uint256 providerId, ProductType productType) external view returns (bool) {
        _existing(providerId);
        return _products[providerId][productType].isActive;
    }

    /// @inheritdoc IServiceProviderRegistry
    function getProviderWithProduct(uint256 providerId, ProductType productType)
        public
        view
        returns (ProviderWithProduct memory)
    {
        ServiceProviderInfo memory info = _existing(providerId);
        ServiceProduct memory product = _products[providerId][productType];
        return ProviderWithProduct({
            providerId: providerId,
            providerInfo: info,
            product: product,
            productCapabilityValues: getProductCapabilities(providerId, productType, product.capabilityKeys)
        });
    }

    /// @inheritdoc IServiceProviderRegistry
    function getAllProductCapabilities(uint256 providerId, ProductType productType)
        external
        view
        returns (bool isActive, string[] memory keys, bytes[] memory values)
    {
        ServiceProduct storage product = _products[providerId][productType];
        isActive = product.isActive;
        keys = product.capabilityKeys;
        values = getProductCapabilities(providerId, productType, keys);
    }

    /// @inheritdoc IServiceProviderRegistry
    function getProductCapabilities(uint256 providerId, ProductType productType, string[] memory keys)
        public
        view
        returns (bytes[] memory values)
    {
        _existing(providerId);
        values = new bytes[](keys.length);
        for (uint256 i = 0; i < keys.length; i++) {
            values[i] = _capabilities[providerId][productType][keys[i]];
        }
    }

    /// @inheritdoc IServiceProviderRegistry
    function getProvidersByProductType(ProductType productType, bool onlyActive, uint256 offset, uint256 limit)
        external
        view
        returns (PaginatedProviders memory result)
    {
        uint256[] memory ids;
        (ids, result.hasMore) = _page(_offering(productType, onlyActive), offset, limit);
        result.providers = new ProviderWithProduct[](ids.length);
        for (uint256 i = 0; i < ids.length; i++) {
            result.providers[i] = getProviderWithProduct(ids[i], productType);
        }
    }

    /// @inheritdoc IServiceProviderRegistry
    function productTypeProviderCount(ProductType productType) external view returns (uint256 count) {
        return _offering(productType, false).length;
    }

    /// @inheritdoc IServiceProviderRegistry
    function activeProductTypeProviderCount(ProductType productType) external view returns (uint256 count) {
        return _offering(productType, true).length;
    }

    /// @dev An offer always has keys, and keeps them when it is withdrawn, which it also is when its provider leaves.
    function _offering(ProductType productType, bool onlyActive) private view returns (uint256[] memory ids) {
        uint256 count = _providerCount;
        ids = new uint256[](count);
        uint256 found = 0;
        for (uint256 id = 1; id <= count; id++) {
            ServiceProduct storage product = _products[id][productType];
            if (onlyActive ? product.isActive : product.capabilityKeys.length != 0) ids[found++] = id;
        }
        return ids.truncate(found);
    }

    function _page(uint256[] memory all, uint256 offset, uint256 limit)
        private
        pure
        returns (uint256[] memory page, bool hasMore)
    {
        if (offset >= all.length || limit == 0) return (page, false);
        uint256 end = limit < all.length - offset ? offset + limit : all.length;
        return (all.slice(offset, end), end < all.length);
    }
}
