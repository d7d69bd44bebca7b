// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IServiceProviderRegistry} from "../../../src/interfaces/IServiceProviderRegistry.sol";
import {ServiceProviderRegistryTest} from "./ServiceProviderRegistryTest.sol";

contract RegisterProviderTest is ServiceProviderRegistryTest {
    function test_RegisterProvider() public {
        vm.expectEmit(address(registry));
        emit IServiceProviderRegistry.ProviderRegistered(1, sp, payee);
        vm.expectEmit(address(registry));
        emit IServiceProviderRegistry.ProductAdded(1, PDP, sp, _keys(), _values("http://a"));
        vm.prank(sp);
        assertEq(registry.registerProvider{value: FEE}(payee, "name", "text", PDP, _keys(), _values("http://a")), 1);

        assertEq(registry.getProviderIdByAddress(sp), 1);
        assertEq(registry.addressToProviderId(sp), 1);
        assertEq(registry.getProviderPayee(1), payee);
        assertTrue(registry.isRegisteredProvider(sp));
        assertFalse(registry.isRegisteredProvider(payee));
        assertTrue(registry.isProviderActive(1));
        assertTrue(registry.providerHasProduct(1, PDP));
        IServiceProviderRegistry.ServiceProviderInfoView memory provider = registry.getProvider(1);
        assertEq(provider.providerId, 1);
        assertEq(provider.info.serviceProvider, sp);
        assertEq(provider.info.payee, payee);
        assertEq(provider.info.name, "name");
        assertEq(provider.info.description, "text");
        assertTrue(provider.info.isActive);
    }

    function test_RegisterProviderBurnsFee() public {
        _register(sp);
        assertEq(sp.balance, 0);
        assertEq(address(registry).balance, 0);
        assertEq(BURNT.balance, FEE);
    }

    function test_RegisterProvidersCountsFromOne() public {
        assertEq(registry.getNextProviderId(), 1);
        assertEq(registry.getProviderIdByAddress(sp), 0);
        assertEq(_register(sp), 1);
        assertEq(_register(stranger), 2);
        assertEq(registry.getProviderCount(), 2);
        assertEq(registry.getNextProviderId(), 3);
    }

    function test_RegisterAgainAfterLeaving() public {
        _register(sp);
        _leave(sp);
        assertEq(_register(sp), 2);
        assertEq(registry.getProviderIdByAddress(sp), 2);
        assertFalse(registry.isProviderActive(1));
        assertTrue(registry.isProviderActive(2));
    }

    function test_RegisterWithLongestTexts() public {
        vm.prank(sp);
        registry.registerProvider{value: FEE}(payee, _text(128), _text(256), PDP, _keys(), _values("http://a"));
        assertEq(registry.getProvider(1).info.name, _text(128));
        assertEq(registry.getProvider(1).info.description, _text(256));
    }

    function test_RevertGiven_AlreadyRegistered() public {
        _register(sp);
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.AlreadyRegistered.selector, sp, 1));
        vm.prank(sp);
        registry.registerProvider(payee, "", "", PDP, _keys(), _values("http://a"));
    }

    function testFuzz_RevertWhen_FeeIsIncorrect(uint256 value) public {
        value = bound(value, 0, 100 ether);
        if (value == FEE) value++;
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.IncorrectRegistrationFee.selector, FEE, value));
        vm.prank(sp);
        registry.registerProvider{value: value}(payee, "", "", PDP, _keys(), _values("http://a"));
    }

    function test_RevertWhen_PayeeIsZero() public {
        vm.expectRevert(IServiceProviderRegistry.ZeroPayee.selector);
        vm.prank(sp);
        registry.registerProvider{value: FEE}(address(0), "", "", PDP, _keys(), _values("http://a"));
    }

    function test_RevertWhen_NameTooLong() public {
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.NameTooLong.selector, 129, 128));
        vm.prank(sp);
        registry.registerProvider{value: FEE}(payee, _text(129), "", PDP, _keys(), _values("http://a"));
    }

    function test_RevertWhen_DescriptionTooLong() public {
        vm.expectRevert(abi.encodeWithSelector(IServiceProviderRegistry.DescriptionTooLong.selector, 257, 256));
        vm.prank(sp);
        registry.registerProvider{value: FEE}(payee, "", _text(257), PDP, _keys(), _values("http://a"));
    }

    function test_RevertWhen_ProductTypeIsUnknown() public {
        bytes memory call =
            abi.encodeCall(registry.registerProvider, (payee, "", "", PDP, _keys(), _values("http://a")));
        call[4 + 4 * 32 - 1] = 0x01;
        vm.prank(sp);
        (bool success, bytes memory data) = address(registry).call{value: FEE}(call);
        assertFalse(success);
        assertEq(data, "");
    }

    /* CAPABILITIES */

    function test_RevertWhen_RequiredCapabilityIsMissing() public {
        for (uint256 i = 0; i < 7; i++) {
            string[] memory keys = _keys();
            keys[i] = "other";
            _expectRefusal(
                abi.encodeWithSelector(IServiceProviderRegistry.InsufficientCapabilitiesForProduct.selector, PDP),
                keys,
                _values("http://a")
            );
        }
    }

    function test_RevertWhen_CountsDiffer() public {
        _expectRefusal(
            abi.encodeWithSelector(IServiceProviderRegistry.CapabilityCountMismatch.selector, 7, 6),
            _keys(),
            new bytes[](6)
        );
    }

    function test_RevertWhen_TooManyCapabilities() public {
        _expectRefusal(
            abi.encodeWithSelector(IServiceProviderRegistry.TooManyCapabilities.selector, 25, 24),
            new string[](25),
            new bytes[](25)
        );
    }

    function test_RegisterWithMostAndLongestCapabilities() public {
        (string[] memory keys, bytes[] memory values) = (new string[](24), new bytes[](24));
        for (uint256 i = 0; i < 24; i++) {
            keys[i] = i < 7 ? _keys()[i] : string.concat(_text(30), vm.toString(10 + i));
            values[i] = bytes(_text(128));
        }
        vm.prank(sp);
        registry.registerProvider{value: FEE}(payee, "", "", PDP, keys, values);
        (bool isActive, string[] memory storedKeys, bytes[] memory storedValues) =
            registry.getAllProductCapabilities(1, PDP);
        assertTrue(isActive);
        assertEq(abi.encode(storedKeys), abi.encode(keys));
        assertEq(abi.encode(storedValues), abi.encode(values));
    }

    function test_RevertWhen_KeyHasNoOrTooManyBytes() public {
        string[] memory keys = _keys();
        keys[3] = "";
        _expectRefusal(
            abi.encodeWithSelector(IServiceProviderRegistry.InvalidCapabilityKeyLength.selector, 3, 0, 32),
            keys,
            _values("http://a")
        );
        keys[3] = _text(33);
        _expectRefusal(
            abi.encodeWithSelector(IServiceProviderRegistry.InvalidCapabilityKeyLength.selector, 3, 33, 32),
            keys,
            _values("http://a")
        );
    }

    function test_RevertWhen_ValueHasNoOrTooManyBytes() public {
        _expectRefusal(
            abi.encodeWithSelector(IServiceProviderRegistry.InvalidCapabilityValueLength.selector, 0, 0, 128),
            _keys(),
            _values("")
        );
        _expectRefusal(
            abi.encodeWithSelector(IServiceProviderRegistry.InvalidCapabilityValueLength.selector, 0, 129, 128),
            _keys(),
            _values(bytes(_text(129)))
        );
    }

    function _expectRefusal(bytes memory err, string[] memory keys, bytes[] memory values) private {
        vm.expectRevert(err);
        vm.prank(sp);
        registry.registerProvider{value: FEE}(payee, "", "", PDP, keys, values);
    }
}
