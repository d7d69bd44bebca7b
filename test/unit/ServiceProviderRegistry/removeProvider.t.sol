// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IServiceProviderRegistry} from "../../../src/interfaces/IServiceProviderRegistry.sol";
import {ServiceProviderRegistryTest} from "./ServiceProviderRegistryTest.sol";

contract RemoveProviderTest is ServiceProviderRegistryTest {
    function test_RemoveProvider() public {
        _register(sp);
        vm.expectEmit(address(registry));
        emit IServiceProviderRegistry.ProviderRemoved(1);
        _leave(sp);

        assertEq(registry.getProviderIdByAddress(sp), 0);
        assertFalse(registry.isRegisteredProvider(sp));
        assertFalse(registry.isProviderActive(1));
        assertFalse(registry.providerHasProduct(1, PDP));
        assertEq(registry.getProviderPayee(1), payee);
        assertEq(registry.getProviderByAddress(sp).providerId, 0);
        assertEq(registry.getProvider(1).info.serviceProvider, sp);
        IServiceProviderRegistry.ProviderWithProduct memory provider = registry.getProviderWithProduct(1, PDP);
        assertFalse(provider.providerInfo.isActive);
        assertFalse(provider.product.isActive);
        assertEq(abi.encode(provider.product.capabilityKeys), abi.encode(_keys()));
        assertEq(abi.encode(provider.productCapabilityValues), abi.encode(new bytes[](7)));
    }

    function test_RemoveProviderWithoutProduct() public {
        _register(sp);
        vm.prank(sp);
        registry.removeProduct(PDP);
        _leave(sp);
        assertFalse(registry.isProviderActive(1));
    }

    function test_RevertGiven_AlreadyRemoved() public {
        _register(stranger);
        _leave(stranger);
        _expectNotRegistered();
        registry.removeProvider();
    }

    function test_RevertWhen_CallerIsNotRegistered() public {
        _expectNotRegistered();
        registry.removeProvider();
    }
}
