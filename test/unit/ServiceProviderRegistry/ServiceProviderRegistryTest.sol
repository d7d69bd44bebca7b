// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ServiceProviderRegistry} from "../../../src/devnet/ServiceProviderRegistry.sol";
import {IServiceProviderRegistry} from "../../../src/interfaces/IServiceProviderRegistry.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What the tests of ServiceProviderRegistry share: a registry, a service provider with FIL, its payee, a complete
/// offer, and a stranger.
abstract contract ServiceProviderRegistryTest is Test {
    uint256 internal constant FEE = 5 ether;
    address internal constant BURNT = 0xff00000000000000000000000000000000000063;
    IServiceProviderRegistry.ProductType internal constant PDP = IServiceProviderRegistry.ProductType.PDP;

    ServiceProviderRegistry internal registry;
    address internal sp = makeAddr("service provider");
    address internal payee = makeAddr("payee");
    address internal stranger = makeAddr("stranger");

    function setUp() public virtual {
        registry = new ServiceProviderRegistry();
        vm.deal(sp, 100 ether);
    }

    /* BUILDERS */

    function _keys() internal pure returns (string[] memory keys) {
        keys = new string[](7);
        keys[0] = "serviceURL";
        keys[1] = "minPieceSizeInBytes";
        keys[2] = "maxPieceSizeInBytes";
        keys[3] = "storagePricePerTibPerDay";
        keys[4] = "minProvingPeriodInEpochs";
        keys[5] = "location";
        keys[6] = "paymentTokenAddress";
    }

    /// @dev What Synapse encodes: text as it is, numbers big-endian without leading zeros, an address as 20 bytes.
    function _values(bytes memory serviceUrl) internal pure returns (bytes[] memory values) {
        values = new bytes[](7);
        values[0] = serviceUrl;
        values[1] = hex"7f";
        values[2] = hex"3f800000";
        values[3] = hex"01";
        values[4] = hex"1e";
        values[5] = "local";
        values[6] = hex"b3042734b608a1b16e9e86b374a3f3e389b4cdf0";
    }

    function _register(address provider) internal returns (uint256) {
        vm.deal(provider, FEE);
        vm.prank(provider);
        return registry.registerProvider{value: FEE}(payee, "name", "text", PDP, _keys(), _values("http://a"));
    }

    function _leave(address provider) internal {
        vm.prank(provider);
        registry.removeProvider();
    }

    function _number(uint256 i) internal returns (address) {
        return makeAddr(string.concat("provider ", vm.toString(i)));
    }

    /// @dev Text of `length` bytes.
    function _text(uint256 length) internal pure returns (string memory) {
        bytes memory text = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            text[i] = "x";
        }
        return string(text);
    }

    /* EXPECTATIONS */

    function _expectNotRegistered() internal {
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.NotRegistered.selector, stranger));
        vm.prank(stranger);
    }

    function _expectNoSuchProvider() internal {
        vm.expectRevert("Provider does not exist");
    }
}
