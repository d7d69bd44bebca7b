// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IServiceProviderRegistry
/// @notice Who offers which service, and on which terms.
/// @dev Provider ids count from 1 and are never reused. A provider who left keeps its id but is inactive. A function that
/// takes a provider id reverts with the string "Provider does not exist" for one that was never given out, unless it says
/// otherwise: clients tell that case by the string.
interface IServiceProviderRegistry {
    /* TYPES */

    /// @notice Kinds of service; `PDP` is storage with proofs of data possession.
    enum ProductType {
        PDP
    }

    /// @notice A provider.
    /// @param serviceProvider Account that registered and operates the services.
    /// @param payee Account that gets paid.
    /// @param name At most 128 bytes, may be empty.
    /// @param description At most 256 bytes, may be empty.
    /// @param isActive False once the provider has left.
    struct ServiceProviderInfo {
        address serviceProvider;
        address payee;
        string name;
        string description;
        bool isActive;
    }

    /// @notice A provider with its id.
    /// @param providerId 0 for none.
    /// @param info All zero for none.
    struct ServiceProviderInfoView {
        uint256 providerId;
        ServiceProviderInfo info;
    }

    /// @notice An offer of a provider.
    /// @param productType Kind of service.
    /// @param capabilityKeys Names of the terms, in the order they were given.
    /// @param isActive False once the offer was withdrawn.
    struct ServiceProduct {
        ProductType productType;
        string[] capabilityKeys;
        bool isActive;
    }

    /// @notice A provider together with one of its offers.
    /// @param providerId The provider.
    /// @param providerInfo The provider.
    /// @param product The offer.
    /// @param productCapabilityValues The terms, in the order of the keys; empty for an offer that was withdrawn.
    struct ProviderWithProduct {
        uint256 providerId;
        ServiceProviderInfo providerInfo;
        ServiceProduct product;
        bytes[] productCapabilityValues;
    }

    /// @notice A page of a listing.
    /// @param providers In the order of their ids.
    /// @param hasMore Whether further providers follow.
    struct PaginatedProviders {
        ProviderWithProduct[] providers;
        bool hasMore;
    }

    /* EVENTS */

    /// @notice `serviceProvider` registered, to be paid at `payee`.
    event ProviderRegistered(uint256 indexed providerId, address indexed serviceProvider, address indexed payee);

    /// @notice A provider changed its name or description.
    event ProviderInfoUpdated(uint256 indexed providerId);

    /// @notice A provider left.
    event ProviderRemoved(uint256 indexed providerId);

    /// @notice A provider made an offer; keys and values have the same order.
    event ProductAdded(
        uint256 indexed providerId,
        ProductType indexed productType,
        address serviceProvider,
        string[] capabilityKeys,
        bytes[] capabilityValues
    );

    /// @notice A provider replaced the terms of an offer; keys and values have the same order.
    event ProductUpdated(
        uint256 indexed providerId,
        ProductType indexed productType,
        address serviceProvider,
        string[] capabilityKeys,
        bytes[] capabilityValues
    );

    /// @notice A provider withdrew an offer.
    event ProductRemoved(uint256 indexed providerId, ProductType indexed productType);

    /* ERRORS */

    /// @notice `serviceProvider` is registered as `providerId` already.
    error AlreadyRegistered(address serviceProvider, uint256 providerId);

    /// @notice `caller` is no provider, or has left.
    error NotRegistered(address caller);

    /// @notice Registering costs exactly `fee`, not `value`, both in attoFIL.
    error IncorrectRegistrationFee(uint256 fee, uint256 value);

    /// @notice Nobody to pay.
    error ZeroPayee();

    /// @notice The name has `length` bytes, more than `max`.
    error NameTooLong(uint256 length, uint256 max);

    /// @notice The description has `length` bytes, more than `max`.
    error DescriptionTooLong(uint256 length, uint256 max);

    /// @notice `providerId` offers `productType` already.
    error ProductAlreadyActive(uint256 providerId, ProductType productType);

    /// @notice `providerId` does not offer `productType`.
    error ProductNotActive(uint256 providerId, ProductType productType);

    /// @notice Every key needs one value.
    error CapabilityCountMismatch(uint256 keys, uint256 values);

    /// @notice An offer has `count` terms, more than `max`.
    error TooManyCapabilities(uint256 count, uint256 max);

    /// @notice Key number `index`, from 0, has `length` bytes, none or more than `max`.
    error InvalidCapabilityKeyLength(uint256 index, uint256 length, uint256 max);

    /// @notice Value number `index`, from 0, has `length` bytes, none or more than `max`.
    error InvalidCapabilityValueLength(uint256 index, uint256 length, uint256 max);

    /// @notice A term that every offer of `productType` states is missing.
    error InsufficientCapabilitiesForProduct(ProductType productType);

    /* PROVIDERS */

    /// @notice Registers the caller with a first offer, for `REGISTRATION_FEE`, which is burnt.
    /// @param payee Account that gets paid, never zero. Warm storage clients sign for the caller's own address.
    /// @param name At most 128 bytes.
    /// @param description At most 256 bytes.
    /// @param productType Kind of service.
    /// @param capabilityKeys Names of the terms: see `addProduct`.
    /// @param capabilityValues The terms: see `addProduct`.
    function registerProvider(
        address payee,
        string calldata name,
        string calldata description,
        ProductType productType,
        string[] calldata capabilityKeys,
        bytes[] calldata capabilityValues
    ) external payable returns (uint256 providerId);

    /// @notice Changes name and description of the caller.
    /// @param name At most 128 bytes.
    /// @param description At most 256 bytes.
    function updateProviderInfo(string calldata name, string calldata description) external;

    /// @notice The caller leaves; its offers are withdrawn. It may register again, under a new id.
    function removeProvider() external;

    /* PRODUCTS */

    /// @notice The caller offers a service it does not offer so far.
    /// @param productType Kind of service. `PDP` demands serviceURL and location (text), minPieceSizeInBytes,
    /// maxPieceSizeInBytes, storagePricePerTibPerDay and minProvingPeriodInEpochs (big-endian numbers of 1 to 32 bytes)
    /// and paymentTokenAddress (20 bytes). Only that they are there is checked.
    /// @param capabilityKeys Names of the terms, of 1 to 32 bytes. The value of a name given twice is the last.
    /// @param capabilityValues The terms, of 1 to 128 bytes; at most 24.
    function addProduct(ProductType productType, string[] calldata capabilityKeys, bytes[] calldata capabilityValues)
        external;

    /// @notice The caller replaces all terms of an offer.
    /// @param productType Kind of service.
    /// @param capabilityKeys Names of the terms: see `addProduct`.
    /// @param capabilityValues The terms: see `addProduct`.
    function updateProduct(ProductType productType, string[] calldata capabilityKeys, bytes[] calldata capabilityValues)
        external;

    /// @notice The caller withdraws an offer.
    function removeProduct(ProductType productType) external;

    /* VIEWS */

    /// @notice Id of an active provider, 0 for none. Never reverts.
    function getProviderIdByAddress(address providerAddress) external view returns (uint256);

    /// @notice The same as `getProviderIdByAddress`.
    function addressToProviderId(address providerAddress) external view returns (uint256 providerId);

    /// @notice Whether an account is an active provider. Never reverts.
    function isRegisteredProvider(address provider) external view returns (bool);

    /// @notice Whether a provider is still there.
    function isProviderActive(uint256 providerId) external view returns (bool);

    /// @notice A provider, active or not.
    function getProvider(uint256 providerId) external view returns (ServiceProviderInfoView memory info);

    /// @notice An active provider by its account; id 0 for none. Never reverts.
    function getProviderByAddress(address providerAddress) external view returns (ServiceProviderInfoView memory info);

    /// @notice Several providers, active or not. Never reverts.
    /// @return providerInfos In the order of `providerIds`, all zero where the id does not exist.
    /// @return validIds Which ids exist.
    function getProvidersByIds(uint256[] calldata providerIds)
        external
        view
        returns (ServiceProviderInfoView[] memory providerInfos, bool[] memory validIds);

    /// @notice Account of a provider, active or not, that gets paid.
    function getProviderPayee(uint256 providerId) external view returns (address payee);

    /// @notice Whether a provider has an offer that is not withdrawn.
    function providerHasProduct(uint256 providerId, ProductType productType) external view returns (bool);

    /// @notice A provider with one of its offers; the offer is empty if there never was one.
    function getProviderWithProduct(uint256 providerId, ProductType productType)
        external
        view
        returns (ProviderWithProduct memory);

    /// @notice All terms of an offer.
    function getAllProductCapabilities(uint256 providerId, ProductType productType)
        external
        view
        returns (bool isActive, string[] memory keys, bytes[] memory values);

    /// @notice Some terms of an offer.
    /// @return values In the order of `keys`, empty where there is no such term.
    function getProductCapabilities(uint256 providerId, ProductType productType, string[] calldata keys)
        external
        view
        returns (bytes[] memory values);

    /// @notice Providers with an offer, in the order of their ids.
    /// @param onlyActive Leaves out providers who left and offers that were withdrawn.
    /// @param offset How many to skip.
    /// @param limit How many to return at most; nothing, and no more to follow, for 0.
    function getProvidersByProductType(ProductType productType, bool onlyActive, uint256 offset, uint256 limit)
        external
        view
        returns (PaginatedProviders memory result);

    /// @notice Active providers, in the order of their ids.
    /// @param offset How many to skip.
    /// @param limit How many to return at most; nothing, and no more to follow, for 0.
    /// @return providerIds The page.
    /// @return hasMore Whether further providers follow.
    function getAllActiveProviders(uint256 offset, uint256 limit)
        external
        view
        returns (uint256[] memory providerIds, bool hasMore);

    /// @notice How many providers ever registered.
    function getProviderCount() external view returns (uint256);

    /// @notice How many providers have not left.
    function activeProviderCount() external view returns (uint256);

    /// @notice How many providers ever offered a service.
    function productTypeProviderCount(ProductType productType) external view returns (uint256 count);

    /// @notice How many active providers offer a service.
    function activeProductTypeProviderCount(ProductType productType) external view returns (uint256 count);

    /// @notice Id the next provider will get.
    function getNextProviderId() external view returns (uint256);

    /// @notice Price of registering, in attoFIL.
    function REGISTRATION_FEE() external view returns (uint256);

    /// @notice How many terms an offer may have, inclusive.
    function MAX_CAPABILITIES() external view returns (uint256);

    /// @notice How many bytes the name of a term may have, inclusive.
    function MAX_CAPABILITY_KEY_LENGTH() external view returns (uint256);

    /// @notice How many bytes a term may have, inclusive.
    function MAX_CAPABILITY_VALUE_LENGTH() external view returns (uint256);

    /// @notice Version of the contract.
    function VERSION() external view returns (string memory);
}
