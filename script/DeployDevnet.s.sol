// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FilecoinWarmStorageService} from "../src/FilecoinWarmStorageService.sol";
import {FilecoinWarmStorageServiceStateView} from "../src/FilecoinWarmStorageServiceStateView.sol";
import {SessionKeyAuthorizer} from "../src/SessionKeyAuthorizer.sol";
import {SessionKeyRegistry} from "../src/SessionKeyRegistry.sol";
import {FilecoinPay} from "../src/devnet/FilecoinPay.sol";
import {Multicall3} from "../src/devnet/Multicall3.sol";
import {PDPVerifier} from "../src/devnet/PDPVerifier.sol";
import {ProviderIdSet} from "../src/devnet/ProviderIdSet.sol";
import {ServiceProviderRegistry} from "../src/devnet/ServiceProviderRegistry.sol";
import {USDFC} from "../src/devnet/USDFC.sol";
import {IServiceProviderRegistry} from "../src/interfaces/IServiceProviderRegistry.sol";
import {PriceList} from "../src/libraries/PriceList.sol";
import {Deployments} from "./Deployments.sol";

/// @notice Deploys this package's contracts and the stand-ins for those they work with, wires them, registers and approves
/// two storage providers, and makes the first account a root that can pay. For anvil with its well-known accounts.
/// @dev anvil --chain-id 31415926, then: forge script script/DeployDevnet.s.sol --rpc-url http://127.0.0.1:8545 --broadcast
contract DeployDevnet is Deployments {
    string public constant MNEMONIC = "test test test test test test test test test test test junk";
    uint32 public constant ACCOUNTS = 10;

    /// @dev Which of the accounts is what.
    uint32 public constant ROOT = 0;
    uint32 public constant OWNER = 7;
    uint32 public constant FIRST_PROVIDER = 8;
    uint32 public constant PROVIDER_COUNT = 2;

    uint256 private constant MINTED = 10_000e18;
    uint256 private constant DEPOSITED = 1000e18;
    uint256 private constant REGISTRATION_FEE = 5 ether;

    /// @dev Those of mainnet, in epochs.
    uint64 public constant PROVING_PERIOD = 2880;
    uint256 public constant CHALLENGE_WINDOW = 60;

    address private constant MULTICALL3 = 0xcA11bde05977b3631167028862bE2a173976CA11;
    bytes32 private constant SALT = "foc-session-keys";

    SessionKeyRegistry public sessionKeyRegistry;
    SessionKeyAuthorizer public sessionKeyAuthorizer;
    FilecoinWarmStorageService public fwss;
    FilecoinWarmStorageServiceStateView public fwssView;
    PDPVerifier public pdpVerifier;
    FilecoinPay public filecoinPay;
    ServiceProviderRegistry public serviceProviderRegistry;
    ProviderIdSet public endorsements;
    USDFC public usdfc;

    function run() external {
        deploy();
        // forge-lint: disable-next-line(unsafe-cheatcode): anvil's own method, which no other node has
        vm.rpc(
            "anvil_setCode",
            string.concat('["', vm.toString(MULTICALL3), '","', vm.toString(type(Multicall3).runtimeCode), '"]')
        );
        record("endorsements", address(endorsements));
        record("filecoinPay", address(filecoinPay));
        record("fwss", address(fwss));
        record("fwssView", address(fwssView));
        record("multicall3", MULTICALL3);
        record("pdpVerifier", address(pdpVerifier));
        record("serviceProviderRegistry", address(serviceProviderRegistry));
        record("sessionKeyAuthorizer", address(sessionKeyAuthorizer));
        record("sessionKeyRegistry", address(sessionKeyRegistry));
        record("usdfc", address(usdfc));
    }

    /// @notice Everything but what only a node can do; tests begin with it, too.
    function deploy() public {
        vm.startBroadcast(keyOf(OWNER));
        sessionKeyRegistry = new SessionKeyRegistry{salt: SALT}();
        sessionKeyAuthorizer = new SessionKeyAuthorizer{salt: SALT}(sessionKeyRegistry);
        usdfc = new USDFC();
        filecoinPay = new FilecoinPay();
        pdpVerifier = new PDPVerifier(2);
        serviceProviderRegistry = new ServiceProviderRegistry();
        endorsements = new ProviderIdSet();
        fwss = new FilecoinWarmStorageService(
            pdpVerifier,
            filecoinPay,
            address(usdfc),
            serviceProviderRegistry,
            sessionKeyRegistry,
            sessionKeyAuthorizer,
            vm.addr(keyOf(OWNER)),
            PROVING_PERIOD,
            CHALLENGE_WINDOW
        );
        fwssView = FilecoinWarmStorageServiceStateView(fwss.viewContractAddress());
        for (uint32 i = 0; i < ACCOUNTS; i++) {
            usdfc.mint(vm.addr(keyOf(i)), MINTED);
        }
        vm.stopBroadcast();

        for (uint32 i = 0; i < PROVIDER_COUNT; i++) {
            addProvider(i);
        }
        fundRoot();
    }

    function addProvider(uint32 index) private {
        uint256 key = keyOf(FIRST_PROVIDER + index);
        (string[] memory keys, bytes[] memory values) = offer(index);
        vm.broadcast(key);
        uint256 id = serviceProviderRegistry.registerProvider{value: REGISTRATION_FEE}(
            vm.addr(key),
            string.concat("Devnet provider ", vm.toString(index + 1)),
            "Keeps pieces on this machine",
            IServiceProviderRegistry.ProductType.PDP,
            keys,
            values
        );
        vm.startBroadcast(keyOf(OWNER));
        fwss.addApprovedProvider(id);
        endorsements.addProviderId(id);
        vm.stopBroadcast();
    }

    /// @dev What the SDK wants to know of a provider. Numbers are big-endian without leading zeros.
    function offer(uint32 index) private view returns (string[] memory keys, bytes[] memory values) {
        keys = new string[](7);
        values = new bytes[](7);
        (keys[0], values[0]) = ("serviceURL", bytes(string.concat("http://127.0.0.1:", vm.toString(8546 + index))));
        (keys[1], values[1]) = ("minPieceSizeInBytes", hex"7f");
        (keys[2], values[2]) = ("maxPieceSizeInBytes", hex"0800000000");
        (keys[3], values[3]) = ("storagePricePerTibPerDay", minimal(PriceList.STORAGE_PER_TIB_PER_MONTH / 30));
        (keys[4], values[4]) = ("minProvingPeriodInEpochs", hex"1e");
        (keys[5], values[5]) = ("location", "C=XX;ST=Loopback;L=Devnet");
        (keys[6], values[6]) = ("paymentTokenAddress", abi.encodePacked(address(usdfc)));
    }

    function minimal(uint256 number) private pure returns (bytes memory digits) {
        for (; number > 0; number >>= 8) {
            // forge-lint: disable-next-line(unsafe-typecast): the lowest byte is what is wanted
            digits = abi.encodePacked(uint8(number), digits);
        }
    }

    function fundRoot() private {
        vm.startBroadcast(keyOf(ROOT));
        usdfc.approve(address(filecoinPay), DEPOSITED);
        filecoinPay.deposit(address(usdfc), vm.addr(keyOf(ROOT)), DEPOSITED);
        filecoinPay.setOperatorApproval(
            address(usdfc), address(fwss), true, type(uint256).max, type(uint256).max, PriceList.LOCKUP_PERIOD
        );
        vm.stopBroadcast();
    }

    /// @notice The private key of one of anvil's accounts.
    function keyOf(uint32 index) public pure returns (uint256) {
        // forge-lint: disable-next-line(unsafe-cheatcode): keys that everybody knows
        return vm.deriveKey(MNEMONIC, index);
    }
}
