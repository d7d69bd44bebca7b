// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IServiceProviderRegistry} from "../../../src/interfaces/IServiceProviderRegistry.sol";
import {ServiceProviderRegistryTest} from "./ServiceProviderRegistryTest.sol";

contract RegistryViewsTest is ServiceProviderRegistryTest {
    function test_Constants() public view {
        assertEq(registry.REGISTRATION_FEE(), FEE);
        assertEq(registry.MAX_CAPABILITIES(), 24);
        assertEq(registry.MAX_CAPABILITY_KEY_LENGTH(), 32);
        assertEq(registry.MAX_CAPABILITY_VALUE_LENGTH(), 128);
        assertEq(registry.VERSION(), "1.0.0-local");
    }

    function test_GetProviderWithProduct() public {
        _register(sp);
        IServiceProviderRegistry.ProviderWithProduct memory provider = registry.getProviderWithProduct(1, PDP);
        assertEq(provider.providerId, 1);
        assertEq(provider.providerInfo.serviceProvider, sp);
        assertEq(uint8(provider.product.productType), 0);
        assertTrue(provider.product.isActive);
        assertEq(abi.encode(provider.product.capabilityKeys), abi.encode(_keys()));
        assertEq(abi.encode(provider.productCapabilityValues), abi.encode(_values("http://a")));
    }

    function test_GetProductCapabilities() public {
        _register(sp);
        string[] memory keys = new string[](2);
        (keys[0], keys[1]) = ("none", "location");
        bytes[] memory values = registry.getProductCapabilities(1, PDP, keys);
        assertEq(values.length, 2);
        assertEq(values[0], "");
        assertEq(values[1], "local");
    }

    function test_GetProviderByAddress() public {
        _register(stranger);
        _register(sp);
        assertEq(registry.getProviderByAddress(sp).providerId, 2);
        assertEq(registry.getProviderByAddress(sp).info.serviceProvider, sp);
        IServiceProviderRegistry.ServiceProviderInfoView memory none;
        assertEq(abi.encode(registry.getProviderByAddress(payee)), abi.encode(none));
    }

    function test_GetProvidersByIds() public {
        _register(stranger);
        _register(sp);
        uint256[] memory ids = new uint256[](4);
        (ids[0], ids[1], ids[2], ids[3]) = (2, 0, 3, 1);
        (IServiceProviderRegistry.ServiceProviderInfoView[] memory infos, bool[] memory valid) =
            registry.getProvidersByIds(ids);
        IServiceProviderRegistry.ServiceProviderInfoView memory none;
        assertTrue(valid[0] && !valid[1] && !valid[2] && valid[3]);
        assertEq(infos[0].providerId, 2);
        assertEq(infos[0].info.serviceProvider, sp);
        assertEq(abi.encode(infos[1]), abi.encode(none));
        assertEq(abi.encode(infos[2]), abi.encode(none));
        assertEq(infos[3].providerId, 1);
    }

    function test_CountsAfterLeaving() public {
        _registerMany(3);
        _leave(_number(2));
        vm.prank(_number(3));
        registry.removeProduct(PDP);
        assertEq(registry.getProviderCount(), 3);
        assertEq(registry.activeProviderCount(), 2);
        assertEq(registry.productTypeProviderCount(PDP), 3);
        assertEq(registry.activeProductTypeProviderCount(PDP), 1);
    }

    function test_GetProvidersByProductType() public {
        _registerMany(4);
        _leave(_number(2));
        _checkProviders(true, 0, 100, 1, 3, 4);
        _checkProviders(true, 0, 3, 1, 3, 4);
        _checkProviders(true, 1, 1, 3, 0, 0);
        _checkProviders(true, 2, type(uint256).max, 4, 0, 0);
        _checkProviders(false, 1, 2, 2, 3, 0);
        assertFalse(registry.getProvidersByProductType(PDP, true, 0, 3).hasMore);
        assertTrue(registry.getProvidersByProductType(PDP, true, 0, 2).hasMore);
        assertTrue(registry.getProvidersByProductType(PDP, false, 1, 2).hasMore);
        assertFalse(registry.getProvidersByProductType(PDP, true, 1, 2).hasMore);
    }

    function test_GetNoProvidersByProductType() public {
        _checkProviders(true, 0, 100, 0, 0, 0);
        _registerMany(2);
        _checkProviders(true, 2, 100, 0, 0, 0);
        _checkProviders(true, type(uint256).max, type(uint256).max, 0, 0, 0);
        _checkProviders(true, 0, 0, 0, 0, 0);
        assertFalse(registry.getProvidersByProductType(PDP, true, 0, 0).hasMore);
    }

    function testFuzz_GetAllActiveProviders(uint256 seed) public {
        _registerMany(6);
        uint256[] memory active = new uint256[](6);
        uint256 count = 0;
        for (uint256 i = 1; i <= 6; i++) {
            if (seed >> i & 1 == 0) active[count++] = i;
            else _leave(_number(i));
        }
        uint256 offset = bound(seed >> 8, 0, 7);
        uint256 limit = bound(seed >> 16, 0, 7);
        (uint256[] memory ids, bool hasMore) = registry.getAllActiveProviders(offset, limit);
        uint256 left = offset < count ? count - offset : 0;
        assertEq(ids.length, left < limit ? left : limit);
        assertEq(hasMore, limit != 0 && left > limit);
        for (uint256 i = 0; i < ids.length; i++) {
            assertEq(ids[i], active[offset + i]);
        }
    }

    /// @dev Every view by id ends with the string that clients look for, below and above the ids given out.
    function test_RevertWhen_ProviderDoesNotExist() public {
        _register(sp);
        _checkNoSuchProvider(0);
        _checkNoSuchProvider(2);
    }

    function _checkNoSuchProvider(uint256 id) private {
        _expectNoSuchProvider();
        registry.getProvider(id);
        _expectNoSuchProvider();
        registry.getProviderPayee(id);
        _expectNoSuchProvider();
        registry.isProviderActive(id);
        _expectNoSuchProvider();
        registry.providerHasProduct(id, PDP);
        _expectNoSuchProvider();
        registry.getProviderWithProduct(id, PDP);
        _expectNoSuchProvider();
        registry.getAllProductCapabilities(id, PDP);
        _expectNoSuchProvider();
        registry.getProductCapabilities(id, PDP, new string[](0));
    }

    function _registerMany(uint256 count) private {
        for (uint256 i = 1; i <= count; i++) {
            _register(_number(i));
        }
    }

    /// @dev Expects providers `a`, `b`, `c`, of which 0 is none.
    function _checkProviders(bool onlyActive, uint256 offset, uint256 limit, uint256 a, uint256 b, uint256 c)
        private
        view
    {
        IServiceProviderRegistry.ProviderWithProduct[] memory page =
        registry.getProvidersByProductType(PDP, onlyActive, offset, limit).providers;
        uint256[3] memory expected = [a, b, c];
        assertEq(page.length, c != 0 ? 3 : b != 0 ? 2 : a != 0 ? 1 : 0);
        for (uint256 i = 0; i < page.length; i++) {
            assertEq(page[i].providerId, expected[i]);
            assertEq(
                abi.encode(page[i]), abi.encode(registry.getProviderWithProduct(expected[i], PDP)), "same as by id"
            );
        }
    }
}
