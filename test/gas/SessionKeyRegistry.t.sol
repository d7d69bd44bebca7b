// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "../../src/interfaces/ISessionKeyRegistry.sol";
import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {Policy} from "../../src/types/Policy.sol";
import {SignedBase} from "../SignedBase.t.sol";
import {LiveRegistry} from "../differential/LiveRegistry.sol";
import {Envelopes, Key} from "../utils/Envelopes.sol";
import {Floor} from "./Floor.sol";
import {EIP712} from "solady/utils/EIP712.sol";

/// @notice Gas of every function: of whole transactions, intrinsic cost and calldata included, and of views as another contract calls
/// them. Beside it what the model of the live registry takes, and what nothing could go below.
/// @dev Isolation makes each top-level call a transaction of its own, so slots are cold and refunds are paid.
/// forge-config: default.isolate = true
/// forge-config: default.evm_version = "osaka"
contract SessionKeyRegistryGasTest is SignedBase, Envelopes {
    string private constant APP = "foc-session-keys";

    LiveRegistry private model;
    uint256 private expiry;

    function setUp() public override {
        super.setUp();
        model = new LiveRegistry();
        expiry = block.timestamp + 1 hours;
        vm.deal(identity.addr, 1 ether);
        // An account that is there: to make one would cost more than all the rest.
        vm.deal(signer.addr, 1);
    }

    /* MEASURING */

    function send(address to, address from, uint256 value, bytes memory data) private {
        vm.prank(from);
        (bool ok,) = to.call{value: value}(data);
        assertTrue(ok);
    }

    /// @param work What it has to do at least, beside being a transaction.
    function measure(string memory name, address from, uint256 value, bytes memory data, uint256 work)
        private
        returns (uint256 gas)
    {
        send(address(registry), from, value, data);
        gas = vm.snapshotGasLastCall("SessionKeyRegistry", name);
        recordFloor(name, gas, Floor.transaction(data) + work);
    }

    function measure(string memory name, address from, bytes memory data, uint256 work) private {
        measure(name, from, 0, data, work);
    }

    /// @param most Of what the model takes, 1e18 for as much.
    function compare(string memory name, uint256 value, bytes memory data, uint256 work, uint256 most) private {
        uint256 gas = measure(name, identity.addr, value, data, work);
        send(address(model), identity.addr, value, data);
        assertRatio(gas, vm.snapshotGasLastCall("LiveRegistry", name), most);
    }

    function measureView(string memory name, bytes memory data) private returns (uint256) {
        (bool ok,) = address(registry).staticcall(data);
        assertTrue(ok);
        return vm.snapshotGasLastCall("SessionKeyRegistry", name);
    }

    function measureRead(string memory name, bytes memory data, uint256 slots) private returns (uint256 gas) {
        gas = measureView(name, data);
        recordFloor(name, gas, slots * Floor.READ_SLOT);
    }

    function recordFloor(string memory name, uint256 gas, uint256 least) private {
        vm.snapshotValue("Floor", name, least);
        assertGe(gas, least, "below what it cannot be below");
    }

    function assertRatio(uint256 ours, uint256 models, uint256 most) private pure {
        assertLe(ours * 1e18 / models, most, "gas against the model");
    }

    /* THE LIVE FUNCTIONS */

    function test_LoginFour() public {
        compareLogin("login, 4 permissions", 4, Floor.FRESH_SLOT, 0.47e18);
    }

    function test_LoginTwo() public {
        compareLogin("login, 2 permissions", 2, Floor.FRESH_SLOT, 0.76e18);
    }

    function test_LoginOne() public {
        compareLogin("login, 1 permission", 1, Floor.FRESH_SLOT, 1.08e18);
    }

    function test_LoginAgain() public {
        loginToBoth();
        expiry += 1 hours;
        compareLogin("login, 4 permissions again", 4, Floor.CHANGED_SLOT, 0.77e18);
    }

    function test_LoginAndFund() public {
        bytes memory data =
            abi.encodeCall(ISessionKeyRegistry.loginAndFund, (payable(signer.addr), expiry, first(4), APP));
        uint256 work = Floor.FRESH_SLOT + Floor.TRANSFER + updated(expiry, first(4), APP);
        compare("loginAndFund, 4 permissions", 1, data, work, 0.51e18);
    }

    function test_Revoke() public {
        loginToBoth();
        bytes memory data = abi.encodeCall(ISessionKeyRegistry.revoke, (signer.addr, first(4), APP));
        uint256 work = Floor.CHANGED_SLOT + updated(0, first(4), APP);
        compare("revoke, 4 permissions", 0, data, work, 0.95e18);
    }

    function test_AuthorizationExpiry() public {
        loginToBoth();
        bytes memory data = abi.encodeCall(
            ISessionKeyRegistry.authorizationExpiry, (identity.addr, signer.addr, FwssPermissions.TERMINATE_SERVICE)
        );
        uint256 gas = measureRead("authorizationExpiry", data, 1);
        (bool ok,) = address(model).staticcall(data);
        assertTrue(ok);
        assertRatio(gas, vm.snapshotGasLastCall("LiveRegistry", "authorizationExpiry"), 1.09e18);
    }

    function compareLogin(string memory name, uint256 count, uint256 slot, uint256 most) private {
        bytes memory data = abi.encodeCall(ISessionKeyRegistry.login, (signer.addr, expiry, first(count), APP));
        compare(name, 0, data, slot + updated(expiry, first(count), APP), most);
    }

    function loginToBoth() private {
        vm.startPrank(identity.addr);
        registry.login(signer.addr, expiry, first(4), APP);
        model.login(signer.addr, expiry, first(4), APP);
        vm.stopPrank();
    }

    /* THE OTHERS */

    function test_LoginBySig() public {
        ISessionKeyRegistry.Login memory message = loginMessage();
        message.permissions = first(4);
        bytes memory signature = sign(identity, digestOf(message));
        measure(
            "loginBySig, 4 permissions",
            stranger.addr,
            abi.encodeCall(ISessionKeyRegistry.loginBySig, (message, signature)),
            Floor.SECP256K1_SIGNATURE + Floor.FRESH_SLOT + updated(message.expiry, first(4), ORIGIN)
        );
    }

    function test_LoginWithPolicies() public {
        measure(
            "loginWithPolicies, 1 policy",
            identity.addr,
            abi.encodeCall(ISessionKeyRegistry.loginWithPolicies, (signer.addr, expiry, first(0), policies(), APP)),
            Floor.FRESH_SLOT + announced() + updated(expiry, only(permissionOf(policies()[0])), APP)
        );
    }

    function test_LoginWithPoliciesBySig() public {
        ISessionKeyRegistry.LoginWithPolicies memory message = ISessionKeyRegistry.LoginWithPolicies({
            identity: identity.addr,
            signer: signer.addr,
            expiry: expiry,
            permissions: first(0),
            policies: policies(),
            origin: APP,
            nonce: 0,
            deadline: expiry
        });
        bytes memory signature = sign(identity, digestOf(message));
        measure(
            "loginWithPoliciesBySig, 1 policy",
            stranger.addr,
            abi.encodeCall(ISessionKeyRegistry.loginWithPoliciesBySig, (message, signature)),
            Floor.SECP256K1_SIGNATURE + Floor.FRESH_SLOT + announced()
                + updated(expiry, only(permissionOf(policies()[0])), APP)
        );
    }

    function test_RevokeAll() public {
        revokeAll("revokeAll, 1 key", 1);
    }

    function test_RevokeAllOfTen() public {
        revokeAll("revokeAll, 10 keys", 10);
    }

    function revokeAll(string memory name, uint256 count) private {
        address[] memory keys = new address[](count);
        for (uint256 i = 0; i < count; i++) {
            keys[i] = vm.addr(1 + i);
            login(identity.addr, keys[i], expiry, everyPermission());
        }
        bytes memory data = abi.encodeCall(ISessionKeyRegistry.revokeAll, (keys, APP));
        measure(name, identity.addr, data, count * dropped(APP));
    }

    function test_RevokeAllBySig() public {
        loginAll(identity.addr, signer.addr);
        address[] memory keys = new address[](1);
        keys[0] = signer.addr;
        ISessionKeyRegistry.RevokeAll memory message = revokeAllMessage(keys);
        bytes memory data =
            abi.encodeCall(ISessionKeyRegistry.revokeAllBySig, (message, sign(identity, digestOf(message))));
        measure("revokeAllBySig, 1 key", stranger.addr, data, Floor.SECP256K1_SIGNATURE + dropped(ORIGIN));
    }

    function test_Logout() public {
        loginAll(identity.addr, signer.addr);
        measure("logout", signer.addr, abi.encodeCall(ISessionKeyRegistry.logout, (identity.addr, APP)), dropped(APP));
    }

    function test_LogoutBySig() public {
        Key memory key = Key({p256: false, secret: signer.privateKey, addr: signer.addr});
        logoutBySig("logoutBySig", key, Floor.SECP256K1_SIGNATURE);
    }

    function test_LogoutBySigOfAP256Key() public {
        logoutBySig("logoutBySig, by a P-256 key", p256Key("P-256 session key"), Floor.P256_SIGNATURE);
    }

    function logoutBySig(string memory name, Key memory key, uint256 checking) private {
        loginAll(identity.addr, key.addr);
        ISessionKeyRegistry.Logout memory message = logoutMessage();
        message.signer = key.addr;
        bytes memory data =
            abi.encodeCall(ISessionKeyRegistry.logoutBySig, (message, signatureOf(key, digestOf(message))));
        measure(name, stranger.addr, data, checking + dropped(ORIGIN));
    }

    function test_Views() public {
        loginAll(identity.addr, signer.addr);
        (address who, address key) = (identity.addr, signer.addr);
        bytes32 add = FwssPermissions.ADD_PIECES;
        measureRead(
            "authorizationExpiry, of another permission",
            abi.encodeCall(ISessionKeyRegistry.authorizationExpiry, (who, key, CUSTOM)),
            1
        );
        measureRead(
            "authorizationExpiries, 4 permissions",
            abi.encodeCall(ISessionKeyRegistry.authorizationExpiries, (who, key, first(4))),
            1
        );
        measureRead("isAuthorized", abi.encodeCall(ISessionKeyRegistry.isAuthorized, (who, key, add)), 1);
        measureRead("nonceOf", abi.encodeCall(ISessionKeyRegistry.nonceOf, (who, key)), 1);
        measureRead("generationOf", abi.encodeCall(ISessionKeyRegistry.generationOf, (who, key)), 1);
        measureView("eip712Domain", abi.encodeCall(EIP712.eip712Domain, ()));
    }

    /* WHAT IS SAID */

    function first(uint256 count) private pure returns (bytes32[] memory permissions) {
        permissions = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            permissions[i] = FwssPermissions.all()[i];
        }
    }

    function policies() private pure returns (Policy[] memory one) {
        one = new Policy[](1);
        one[0] = Policy({operation: FwssPermissions.ADD_PIECES, dataSetId: 7, provider: address(0xF0F0), limit: 1e9});
    }

    function updated(uint256 until, bytes32[] memory permissions, string memory origin) private view returns (uint256) {
        return Floor.log(2, abi.encode(signer.addr, until, permissions, origin));
    }

    function announced() private pure returns (uint256) {
        return Floor.log(2, abi.encode(policies()[0]));
    }

    function dropped(string memory origin) private view returns (uint256) {
        return Floor.CHANGED_SLOT + updated(0, first(4), origin);
    }

    /// @dev By forge's own encoder, which reads the type.
    function digestOf(ISessionKeyRegistry.LoginWithPolicies memory message) private view returns (bytes32) {
        return typedData(
            vm.eip712HashStruct(
                "LoginWithPolicies(address identity,address signer,uint256 expiry,bytes32[] permissions,Policy[] policies,string origin,uint256 nonce,uint256 deadline)Policy(bytes32 operation,uint256 dataSetId,address provider,uint128 limit)",
                abi.encode(message)
            )
        );
    }
}
