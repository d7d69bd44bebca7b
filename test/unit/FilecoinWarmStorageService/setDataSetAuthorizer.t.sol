// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IDataSetAuthorizer} from "../../../src/interfaces/IDataSetAuthorizer.sol";
import {IFilecoinWarmStorageService} from "../../../src/interfaces/IFilecoinWarmStorageService.sol";
import {ISessionKeyAuthorizer} from "../../../src/interfaces/ISessionKeyAuthorizer.sol";
import {FwssPermissions} from "../../../src/libraries/FwssPermissions.sol";
import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {Policy} from "../../../src/types/Policy.sol";
import {Envelopes, Key} from "../../utils/Envelopes.sol";
import {LyingView} from "../../utils/LyingView.sol";
import {ScriptedAuthorizer} from "../../utils/ScriptedAuthorizer.sol";
import {OperationBase} from "./OperationBase.sol";

/// forge-config: default.evm_version = "osaka"
contract SetDataSetAuthorizerTest is OperationBase, Envelopes {
    ScriptedAuthorizer private scripted;

    function setUp() public override {
        super.setUp();
        scripted = new ScriptedAuthorizer();
    }

    function attach(address to) private {
        vm.prank(root.addr);
        fwss.setDataSetAuthorizer(dataSetId, to);
    }

    /* SETTING */

    function test_SetDataSetAuthorizer() public {
        assertEq(fwssView.getDataSetAuthorizer(dataSetId), address(0));
        vm.expectEmit(address(fwss));
        emit IFilecoinWarmStorageService.DataSetAuthorizerSet(dataSetId, address(scripted));
        attach(address(scripted));
        assertEq(fwssView.getDataSetAuthorizer(dataSetId), address(scripted));
        assertEq(fwssView.getDataSetAuthorizer(secondDataSetId), address(0));
        attach(address(0));
        assertEq(fwssView.getDataSetAuthorizer(dataSetId), address(0));
    }

    function test_RevertWhen_CallerIsNotThePayer() public {
        address[3] memory callers = [stranger.addr, provider, sessionKey.addr];
        for (uint256 i = 0; i < callers.length; i++) {
            vm.expectRevert(
                abi.encodeWithSelector(IFilecoinWarmStorageService.OnlyDataSetPayer.selector, dataSetId, callers[i])
            );
            vm.prank(callers[i]);
            fwss.setDataSetAuthorizer(dataSetId, address(scripted));
        }
        vm.expectRevert(abi.encodeWithSelector(IFilecoinWarmStorageService.OnlyDataSetPayer.selector, 99, root.addr));
        vm.prank(root.addr);
        fwss.setDataSetAuthorizer(99, address(scripted));
    }

    function test_RevertWhen_AuthorizerHasNoCode() public {
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.InvalidDataSetAuthorizer.selector, stranger.addr)
        );
        attach(stranger.addr);
    }

    function test_NothingIsLeftOfADeletedDataSet() public {
        attach(address(scripted));
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
        vm.roll(fwssView.getDataSet(dataSetId).pdpEndEpoch + 1);
        filecoinPay.settleRail(fwssView.getDataSet(dataSetId).pdpRailId, block.number);
        vm.prank(provider);
        pdpVerifier.deleteDataSet(dataSetId, "");
        assertEq(fwssView.getDataSetAuthorizer(dataSetId), address(0));
    }

    /* DECIDING */

    /// @dev What it decides about: all but creations.
    function forEachDecided(function(Operation) internal test) private {
        for (uint256 i = 1; i < OPERATIONS; i++) {
            uint256 snapshot = vm.snapshotState();
            test(Operation(i));
            vm.revertToState(snapshot);
        }
    }

    function operationDataOf(Operation operation) private pure returns (bytes memory) {
        if (operation == Operation.Add) return abi.encode(CLIENT_ID, NONCE, piece(1000, 2), none(1), none(1));
        if (operation == Operation.Remove) return abi.encode(CLIENT_ID, ids(0));
        return "";
    }

    function test_IsToldWhatIsAskedFor() public {
        attach(address(scripted));
        forEachDecided(acceptScripted);
    }

    function acceptScripted(Operation operation) private {
        bytes memory signature = "anything at all";
        vm.expectCall(
            address(scripted),
            abi.encodeCall(
                IDataSetAuthorizer.isAuthorized,
                (
                    dataSetId,
                    root.addr,
                    permissionOf(operation),
                    digestOf(operation, dataSetId),
                    signature,
                    operationDataOf(operation)
                )
            ),
            1
        );
        accepted(operation, root.addr, signature);
    }

    function test_IsToldTheMetadata() public {
        attach(address(scripted));
        (string[][] memory keys, string[][] memory values) = (new string[][](1), new string[][](1));
        (keys[0], values[0]) = (new string[](1), new string[](1));
        (keys[0][0], values[0][0]) = ("key", "value");
        bytes memory operationData = abi.encode(CLIENT_ID, NONCE, piece(1000, 2), keys, values);
        bytes memory signature = "anything at all";
        bytes32 digest = typedData(this.hashAddPieces(CLIENT_ID, NONCE, piece(1000, 2), keys, values));
        vm.expectCall(
            address(scripted),
            abi.encodeCall(
                IDataSetAuthorizer.isAuthorized,
                (dataSetId, root.addr, FwssPermissions.ADD_PIECES, digest, signature, operationData)
            ),
            1
        );
        submitAdd(dataSetId, piece(1000, 2), abi.encode(NONCE, keys, values, signature));
    }

    /// @dev Whoever signed: the root has no privilege.
    function test_RevertGiven_ItSaysNo() public {
        attach(address(scripted));
        scripted.answer(ScriptedAuthorizer.Answer.No);
        forEachDecided(refuseScripted);
    }

    function refuseScripted(Operation operation) private {
        bytes memory signature = signed(root, operation);
        vm.expectRevert(
            abi.encodeWithSelector(
                IFilecoinWarmStorageService.Unauthorized.selector,
                root.addr,
                permissionOf(operation),
                digestOf(operation, dataSetId),
                signature
            )
        );
        submit(operation, signature);
    }

    function test_RevertGiven_ItReverts() public {
        attach(address(scripted));
        scripted.answer(ScriptedAuthorizer.Answer.Revert);
        bytes memory signature = signed(root, Operation.Remove);
        vm.expectRevert(abi.encodeWithSelector(ScriptedAuthorizer.Refused.selector, dataSetId));
        submit(Operation.Remove, signature);
    }

    function test_GasIsCapped() public {
        attach(address(scripted));
        scripted.answer(ScriptedAuthorizer.Answer.BurnGas);
        bytes memory signature = signed(root, Operation.Terminate);
        uint256 before = gasleft();
        vm.expectRevert();
        submit(Operation.Terminate, signature);
        assertLt(before - gasleft(), 160_000_000);
    }

    function test_GasIsWhatItIsGiven() public {
        attach(address(scripted));
        bytes memory data = abi.encodeCall(
            IDataSetAuthorizer.isAuthorized,
            (dataSetId, root.addr, permissionOf(Operation.Terminate), digestOf(Operation.Terminate, dataSetId), "", "")
        );
        vm.expectCall(address(scripted), 0, 150_000_000, data, 1);
        submit(Operation.Terminate, "");
    }

    function test_CreationsAreNotAsked() public {
        attach(address(scripted));
        scripted.answer(ScriptedAuthorizer.Answer.No);
        accepted(Operation.Create, root.addr, signed(root, Operation.Create));
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
        assertGt(fwssView.getDataSet(dataSetId).pdpEndEpoch, 0);
    }

    /// @dev Another data set's authorizer is asked from within one's decision: refused; and again in the same transaction: asked.
    function test_RevertWhen_AskedWhileOneDecides() public {
        attach(address(scripted));
        vm.prank(secondRoot.addr);
        fwss.setDataSetAuthorizer(secondDataSetId, address(scripted));
        // The scripted one is the provider of both, for this: it submits.
        scripted.reenter(
            address(fwss),
            abi.encodeWithSignature("terminateService(uint256,bytes)", secondDataSetId, abi.encode(bytes("yes")))
        );
        becomeProvider(secondDataSetId, address(scripted));
        vm.expectRevert(IFilecoinWarmStorageService.AuthorizerReentrancy.selector);
        submit(Operation.Remove, "yes");
        scripted.answer(ScriptedAuthorizer.Answer.Yes);
        submit(Operation.Remove, "yes");
        submit(Operation.Add, "yes");
    }

    /// @dev The provider of a data set, in the third word of what is stored of it.
    function becomeProvider(uint256 id, address who) private {
        bytes32 slot = keccak256(abi.encode(id, uint256(1)));
        for (uint256 i = 0; i < 5; i++) {
            bytes32 at = bytes32(uint256(slot) + i);
            bytes32 word = vm.load(address(fwss), at);
            if (address(uint160(uint256(word))) == provider && i == 2) {
                vm.store(address(fwss), at, bytes32(uint256(word) - uint160(provider) + uint160(who)));
                return;
            }
        }
        revert("the provider is stored elsewhere");
    }

    /* USED ONCE, WHOEVER DECIDES */

    /// @dev Neither before, nor after an authorizer was there: the key's nonce is used up, whatever it signed in.
    function testFuzz_RevertGiven_UsedUnderAnotherAuthorizer(uint256 kind, bool plain, bool after_) public {
        Key memory key = plain ? secp256k1Key("session key") : keyFrom(kind);
        bytes32 operation = permissionOf(Operation.Add);
        grant(root.addr, key.addr, operation, block.timestamp);
        bytes32 digest = digestOf(Operation.Add, dataSetId);
        bytes memory signature = plain ? signatureOf(key, digest) : sealedBy(key, root.addr, operation, digest);
        if (after_) attach(address(authorizer));
        submit(Operation.Add, signature);
        attach(after_ ? address(0) : address(authorizer));
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, NONCE)
        );
        submit(Operation.Add, signature);
    }

    /// @dev Where nobody can tell who signed, it is the payer's nonce that is used up, and nobody else's.
    function test_NoncesOfPayersAreApart() public {
        attach(address(scripted));
        vm.prank(secondRoot.addr);
        fwss.setDataSetAuthorizer(secondDataSetId, address(scripted));
        submit(Operation.Add, root.addr, dataSetId, "anything at all");
        submit(Operation.Add, secondRoot.addr, secondDataSetId, "anything at all");
        vm.expectRevert(
            abi.encodeWithSelector(IFilecoinWarmStorageService.ClientDataSetAlreadyRegistered.selector, NONCE)
        );
        submit(Operation.Add, root.addr, dataSetId, "anything else");
    }

    /// @dev What another authorizer has of its own around a signature, nobody else can read: taken out of it, and submitted when
    /// that authorizer is gone, it counts once more. docs/security.md says so.
    function test_SignatureInAFormatOfItsOwnCountsOnceMoreWithout() public {
        grant(root.addr, sessionKey.addr, permissionOf(Operation.Add), block.timestamp);
        bytes memory plain = signed(sessionKey, Operation.Add);
        attach(address(scripted));
        submit(Operation.Add, abi.encodePacked(uint8(1), plain));
        attach(address(0));
        submit(Operation.Add, plain);
        assertEq(pdpVerifier.getActivePieceCount(dataSetId), 3);
    }

    /// @dev The payer's word counts here, too, for what its keys signed.
    function test_RevertGiven_UsedUpByKeyOrPayerUnderAnAuthorizer() public {
        attach(address(authorizer));
        grant(root.addr, sessionKey.addr, permissionOf(Operation.Remove), block.timestamp);
        uint256[] memory nonces = new uint256[](1);
        nonces[0] = uint256(digestOf(Operation.Remove, dataSetId));
        bytes memory signature = signed(sessionKey, Operation.Remove);
        address[2] memory users = [sessionKey.addr, root.addr];
        for (uint256 i = 0; i < users.length; i++) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(users[i]);
            fwss.useUp(nonces);
            vm.expectRevert(
                abi.encodeWithSelector(IFilecoinWarmStorageService.NonceAlreadyUsed.selector, root.addr, nonces[0])
            );
            submit(Operation.Remove, signature);
            vm.revertToState(snapshot);
        }
    }

    /* THE SESSION KEY AUTHORIZER AS ONE */

    function test_SessionKeyAuthorizerDecides() public {
        attach(address(authorizer));
        forEachDecided(acceptPolicy);
        forEachDecided(acceptPlain);
        forEachDecided(refuseStranger);
    }

    function acceptPolicy(Operation operation) private {
        Key memory key = p256Key("P-256 session key");
        Policy memory policy = Policy({
            operation: permissionOf(operation),
            dataSetId: dataSetId,
            provider: provider,
            limit: operation == Operation.Add ? 1000 : 1
        });
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp);
        // It names the payer as the proposal does.
        accepted(operation, root.addr, sealedBy(key, root.addr, policy, digestOf(operation, dataSetId)));
        assertEq(authorizer.remaining(address(fwss), root.addr, key.addr, policy), 0);
    }

    function acceptPlain(Operation operation) private {
        grant(root.addr, sessionKey.addr, permissionOf(operation), block.timestamp);
        accepted(operation, root.addr, signed(sessionKey, operation));
    }

    function refuseStranger(Operation operation) private {
        bytes memory signature = signed(stranger, operation);
        vm.expectRevert(
            abi.encodeWithSelector(
                SessionKeyAuth.NotAuthorized.selector, root.addr, stranger.addr, permissionOf(operation)
            )
        );
        submit(operation, signature);
    }

    /// @dev Who the provider is says PDPVerifier, whatever view the owner names.
    function test_RevertWhen_ViewNamesAnotherProvider() public {
        attach(address(authorizer));
        Key memory key = p256Key("P-256 session key");
        Policy memory policy =
            Policy({operation: permissionOf(Operation.Add), dataSetId: 0, provider: stranger.addr, limit: 0});
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp);
        address liar = address(new LyingView(stranger.addr));
        vm.prank(fwss.owner());
        fwss.setViewContract(liar);
        bytes memory envelope = sealedBy(key, root.addr, policy, digestOf(Operation.Add, dataSetId));
        // What was signed names that other provider: it is nobody's signature about this one.
        expectNotAuthorized(root.addr, address(0), Operation.Add);
        submit(Operation.Add, envelope);
    }

    /// @dev One budget, whether the service or the data set asks.
    function test_BudgetIsTheSame() public {
        Key memory key = p256Key("P-256 session key");
        Policy memory policy =
            Policy({operation: permissionOf(Operation.Add), dataSetId: 0, provider: address(0), limit: 1500});
        grant(root.addr, key.addr, permissionOf(policy), block.timestamp);
        submit(Operation.Add, sealedBy(key, root.addr, policy, digestOf(Operation.Add, dataSetId)));
        attach(address(authorizer));
        bytes32 digest = typedData(addHash(CLIENT_ID, 78, piece(501, 3)));
        bytes memory envelope = sealedBy(key, root.addr, policy, digest);
        vm.expectRevert(
            abi.encodeWithSelector(
                ISessionKeyAuthorizer.LimitExceeded.selector, root.addr, key.addr, permissionOf(policy), 1500, 1000, 501
            )
        );
        submitAdd(dataSetId, piece(501, 3), addData(78, 1, envelope));
    }
}
