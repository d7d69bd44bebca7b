// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {IFilecoinWarmStorageServiceStateView} from "../../../src/interfaces/IFilecoinWarmStorageServiceStateView.sol";
import {FwssBase} from "../../FwssBase.t.sol";

contract FwssViewsTest is FwssBase {
    function test_GetDataSet() public {
        uint256 id = createAsPayer(root, 5);
        IFilecoinWarmStorageServiceStateView.DataSetInfoView memory info = fwssView.getDataSet(id);
        assertEq(info.pdpRailId, 1);
        assertEq(info.cacheMissRailId, 0);
        assertEq(info.cdnRailId, 0);
        assertEq(info.payer, root.addr);
        assertEq(info.payee, provider);
        assertEq(info.serviceProvider, provider);
        assertEq(info.commissionBps, 0);
        assertEq(info.clientDataSetId, 5);
        assertEq(info.pdpEndEpoch, 0);
        assertEq(info.providerId, 1);
        assertEq(info.pendingOneTimePayments, 0.025e18);
        assertEq(info.lifecycleReserveBalance, 0.1e18);
        assertEq(info.dataSetId, id);
    }

    function test_GetDataSetThatIsNone() public view {
        IFilecoinWarmStorageServiceStateView.DataSetInfoView memory nothing;
        nothing.dataSetId = 99;
        assertEq(abi.encode(fwssView.getDataSet(99)), abi.encode(nothing));
    }

    function test_DataSetsOfAClient() public {
        for (uint256 i = 1; i <= 3; i++) {
            createAsPayer(root, i);
        }
        assertEq(fwssView.getClientDataSetsLength(root.addr), 3);
        assertEq(fwssView.clientDataSets(root.addr).length, 3);
        assertEq(fwssView.getClientDataSets(root.addr).length, 3);
        uint256[] memory page = fwssView.clientDataSets(root.addr, 1, 1);
        assertEq(page.length, 1);
        assertEq(page[0], 2);
        assertEq(fwssView.getClientDataSets(root.addr, 2, 100)[0].clientDataSetId, 3);
        assertEq(fwssView.clientDataSets(stranger.addr).length, 0);
    }

    /// @dev The last one takes the place of one that is deleted.
    function test_DataSetsOfAClientThatDeletesSome() public {
        for (uint256 i = 1; i <= 4; i++) {
            createAsPayer(root, i);
        }
        vm.startPrank(provider);
        pdpVerifier.deleteDataSet(2, "");
        pdpVerifier.deleteDataSet(3, "");
        uint256[] memory left = fwssView.clientDataSets(root.addr);
        assertEq(left.length, 2);
        assertEq(left[0], 1);
        assertEq(left[1], 4);
        pdpVerifier.deleteDataSet(4, "");
        assertEq(fwssView.clientDataSets(root.addr)[0], 1);
    }

    function test_PageBehindTheEndIsEmpty() public {
        createAsPayer(root, 1);
        for (uint256 shift = 0; shift < 250; shift += 5) {
            uint256 offset = type(uint256).max >> shift;
            assertEq(fwssView.clientDataSets(root.addr, offset, 0).length, 0);
            assertEq(fwssView.getClientDataSets(root.addr, offset, 0).length, 0);
            assertEq(fwssView.getApprovedProviders(offset, 0).length, 0);
        }
    }

    function test_Prices() public view {
        IFilecoinWarmStorageService.ServicePricing memory pricing = fwss.getServicePrice();
        assertEq(pricing.pricePerTiBPerMonthNoCDN, 2.5e18);
        assertEq(pricing.pricePerTiBCdnEgress, 7e18);
        assertEq(pricing.pricePerTiBCacheMissEgress, 7e18);
        assertEq(pricing.tokenAddress, address(usdfc));
        assertEq(pricing.epochsPerMonth, 86_400);
        assertEq(pricing.minimumPricePerMonth, 0.024e18);
        (uint256 serviceFee, uint256 spPayment) = fwss.getEffectiveRates();
        assertEq(serviceFee, 0);
        assertEq(spPayment, 2.5e18);

        IFilecoinWarmStorageServiceStateView.Prices memory prices;
        prices.token = address(usdfc);
        prices.rates = IFilecoinWarmStorageServiceStateView.Rates(2.5e18, 0.024e18, 7e18, 7e18);
        prices.fees = IFilecoinWarmStorageServiceStateView.Fees(0.025e18, 0.0005e18, 0.0003e18, 0.002e18, 0.00112e18);
        prices.lockups = IFilecoinWarmStorageServiceStateView.Lockups(0.1e18, 0.005e18, 86_400, 0.7e18, 0.3e18, 14_400);
        assertEq(abi.encode(fwssView.getPriceList()), abi.encode(prices));
        (uint256 storagePrice, uint256 datasetFee) = fwssView.getCurrentPricingRates();
        assertEq(storagePrice, 2.5e18);
        assertEq(datasetFee, 0.024e18);
        assertEq(fwssView.serviceCommissionBps(), 0);
        assertEq(fwssView.getDataSetSizeInBytes(4), 127);
        assertEq(fwssView.getDataSetSizeInBytes(2 ** 25), 1_065_353_216);
    }

    function test_WhatItIs() public view {
        assertEq(fwss.VERSION(), "1.3.1");
        assertEq(fwss.name(), "Filecoin Warm Storage Service");
        assertGt(bytes(fwss.description()).length, 0);
        assertEq(fwss.homepage(), "https://filecoin.cloud");
    }

    function test_NothingIsUpgradedNorDelivered() public view {
        (address next, uint96 afterEpoch) = fwssView.nextUpgrade();
        assertEq(next, address(0));
        assertEq(afterEpoch, 0);
        assertEq(fwssView.filBeamControllerAddress(), address(0));
    }

    function test_Configuration() public view {
        assertEq(fwss.pdpVerifierAddress(), address(pdpVerifier));
        assertEq(fwss.paymentsContractAddress(), address(filecoinPay));
        assertEq(fwss.usdfcTokenAddress(), address(usdfc));
        assertEq(fwss.serviceProviderRegistry(), address(providers));
        assertEq(fwss.sessionKeyRegistry(), address(registry));
        assertEq(fwss.sessionKeyAuthorizer(), address(authorizer));
        assertEq(fwss.viewContractAddress(), address(fwssView));
        assertEq(fwssView.service(), address(fwss));
        assertEq(fwss.filBeamBeneficiaryAddress(), address(0));
        (uint64 period, uint256 window, uint256 challenges, uint256 start) = fwssView.getPDPConfig();
        assertEq(period, 2880);
        assertEq(window, 60);
        assertEq(challenges, 5);
        assertEq(start, block.number + 2820);
    }

    function test_Eip712Domain() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address contractAddress,,) =
            fwss.eip712Domain();
        assertEq(fields, hex"0f");
        assertEq(name, "FilecoinWarmStorageService");
        assertEq(version, "1");
        assertEq(chainId, block.chainid);
        assertEq(contractAddress, address(fwss));
    }
}
