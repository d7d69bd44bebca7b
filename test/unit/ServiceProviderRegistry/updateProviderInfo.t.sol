// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IServiceProviderRegistry} from "../../../src/interfaces/IServiceProviderRegistry.sol";
import {ServiceProviderRegistryTest} from "./ServiceProviderRegistryTest.sol";

contract UpdateProviderInfoTest is ServiceProviderRegistryTest {
    function test_UpdateProviderInfo() public {
        _register(sp);
        vm.expectEmit(address(registry));
        emit IServiceProviderRegistry.ProviderInfoUpdated(1);
        vm.prank(sp);
        registry.updateProviderInfo("new name", "");
        assertEq(registry.getProvider(1).info.name, "new name");
        assertEq(registry.getProvider(1).info.description, "");
        assertEq(registry.getProviderPayee(1), payee);
    }

    function test_RevertWhen_TextTooLong() public {
        _register(sp);
        vm.startPrank(sp);
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.NameTooLong.selector, 129, 128));
        registry.updateProviderInfo(_text(129), "");
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.DescriptionTooLong.selector, 257, 256));
        registry.updateProviderInfo("", _text(257));
    }

    function test_RevertWhen_CallerIsNotRegistered() public {
        _expectNotRegistered();
        registry.updateProviderInfo("", "");
    }
}
