// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IServiceProviderRegistry} from "../../../src/interfaces/IServiceProviderRegistry.sol";
import {ServiceProviderRegistryTest} from "./ServiceProviderRegistryTest.sol";

contract ProductsTest is ServiceProviderRegistryTest {
    function setUp() public override {
        super.setUp();
        _register(sp);
    }

    /* UPDATE */

    function test_UpdateProduct() public {
        vm.expectEmit(address(registry));
        emit IServiceProviderRegistry.ProductUpdated(1, PDP, sp, _keys(), _values("http://b"));
        vm.prank(sp);
        registry.updateProduct(PDP, _keys(), _values("http://b"));
        assertEq(_value("serviceURL"), "http://b");
        assertEq(_value("location"), "local");
    }

    function test_UpdateProductDropsOldCapabilities() public {
        (string[] memory keys, bytes[] memory values) = _withExtra("ipniPiece");
        vm.startPrank(sp);
        registry.updateProduct(PDP, keys, values);
        assertEq(_value("ipniPiece"), hex"01");
        registry.updateProduct(PDP, _keys(), _values("http://a"));
        assertEq(_value("ipniPiece"), "");
    }

    /// @dev The last value counts, for the name wherever it comes.
    function test_UpdateProductWithNameTwice() public {
        (string[] memory keys, bytes[] memory values) = _withExtra("serviceURL");
        vm.prank(sp);
        registry.updateProduct(PDP, keys, values);
        assertEq(_value("serviceURL"), hex"01");
        assertEq(registry.getProviderWithProduct(1, PDP).productCapabilityValues[0], hex"01");
        assertEq(registry.getProviderWithProduct(1, PDP).productCapabilityValues[7], hex"01");
    }

    /// @dev What an earlier offer stated does not make up for what this one leaves out.
    function test_RevertWhen_UpdateLeavesOutRequiredCapability() public {
        string[] memory keys = _keys();
        keys[0] = "other";
        vm.expectRevert(
            abi.encodeWithSelector(IServiceProviderRegistry.InsufficientCapabilitiesForProduct.selector, PDP)
        );
        vm.prank(sp);
        registry.updateProduct(PDP, keys, _values("http://b"));
        assertEq(_value("serviceURL"), "http://a");
    }

    function test_RevertGiven_UpdateOfRemovedProduct() public {
        _removeProduct();
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.ProductNotActive.selector, 1, PDP));
        vm.prank(sp);
        registry.updateProduct(PDP, _keys(), _values("http://b"));
    }

    function test_RevertWhen_UpdateByStranger() public {
        _expectNotRegistered();
        registry.updateProduct(PDP, _keys(), _values("http://b"));
    }

    /* REMOVE */

    function test_RemoveProduct() public {
        vm.expectEmit(address(registry));
        emit IServiceProviderRegistry.ProductRemoved(1, PDP);
        _removeProduct();
        assertFalse(registry.providerHasProduct(1, PDP));
        assertTrue(registry.isProviderActive(1));
        assertEq(_value("serviceURL"), "");
        (bool isActive, string[] memory keys, bytes[] memory values) = registry.getAllProductCapabilities(1, PDP);
        assertFalse(isActive);
        assertEq(keys.length, 7);
        assertEq(abi.encode(values), abi.encode(new bytes[](7)));
    }

    function test_RevertGiven_RemoveOfRemovedProduct() public {
        _removeProduct();
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.ProductNotActive.selector, 1, PDP));
        vm.prank(sp);
        registry.removeProduct(PDP);
    }

    function test_RevertWhen_RemoveByStranger() public {
        _expectNotRegistered();
        registry.removeProduct(PDP);
    }

    /* ADD */

    function test_AddProductAgain() public {
        _removeProduct();
        vm.expectEmit(address(registry));
        emit IServiceProviderRegistry.ProductAdded(1, PDP, sp, _keys(), _values("http://b"));
        vm.prank(sp);
        registry.addProduct(PDP, _keys(), _values("http://b"));
        assertTrue(registry.providerHasProduct(1, PDP));
        assertEq(_value("serviceURL"), "http://b");
        assertEq(registry.productTypeProviderCount(PDP), 1);
        assertEq(registry.activeProductTypeProviderCount(PDP), 1);
    }

    function test_RevertGiven_ProductIsActive() public {
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.ProductAlreadyActive.selector, 1, PDP));
        vm.prank(sp);
        registry.addProduct(PDP, _keys(), _values("http://b"));
    }

    function test_RevertWhen_AddByStranger() public {
        _expectNotRegistered();
        registry.addProduct(PDP, _keys(), _values("http://b"));
    }

    /* HELPERS */

    function _removeProduct() private {
        vm.prank(sp);
        registry.removeProduct(PDP);
    }

    function _value(string memory key) private view returns (bytes memory) {
        string[] memory keys = new string[](1);
        keys[0] = key;
        return registry.getProductCapabilities(1, PDP, keys)[0];
    }

    /// @dev The complete offer with an eighth term of value 1.
    function _withExtra(string memory key) private pure returns (string[] memory keys, bytes[] memory values) {
        (keys, values) = (new string[](8), new bytes[](8));
        for (uint256 i = 0; i < 7; i++) {
            (keys[i], values[i]) = (_keys()[i], _values("http://a")[i]);
        }
        (keys[7], values[7]) = (key, hex"01");
    }
}
