// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IPDPListener} from "../../../src/interfaces/IPDPListener.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {PDPVerifierTest} from "./PDPVerifierTest.sol";

contract ChangeStorageProviderTest is PDPVerifierTest {
    address internal next = makeAddr("next storage provider");
    uint256 internal setId;

    function setUp() public override {
        super.setUp();
        setId = _dataSet(1);
    }

    function test_ProposeAndClaim() public {
        _propose(next);
        (address storageProvider, address proposed) = verifier.getDataSetStorageProvider(setId);
        assertEq(storageProvider, sp);
        assertEq(proposed, next);

        vm.expectEmit(address(verifier));
        emit IPDPVerifier.StorageProviderChanged(setId, sp, next);
        _expectCall(abi.encodeCall(IPDPListener.storageProviderChanged, (setId, sp, next, "claim")), true, LEAVES, next);
        vm.prank(next);
        verifier.claimDataSetStorageProvider(setId, "claim");

        (storageProvider, proposed) = verifier.getDataSetStorageProvider(setId);
        assertEq(storageProvider, next);
        assertEq(proposed, address(0));
        vm.expectRevert(IPDPVerifier.OnlyStorageProviderCanDelete.selector);
        vm.prank(sp);
        verifier.deleteDataSet(setId, "");
    }

    function test_ClaimWithoutListener() public {
        setId = _unwatched();
        _propose(next);
        vm.prank(next);
        verifier.claimDataSetStorageProvider(setId, "");
        (address storageProvider,) = verifier.getDataSetStorageProvider(setId);
        assertEq(storageProvider, next);
    }

    function test_ProposeAnother() public {
        _propose(next);
        _propose(stranger);
        _expectNotProposed(stranger, next);
    }

    function test_ProposeSelfTakesOfferBack() public {
        _propose(next);
        _propose(sp);
        _expectNotProposed(address(0), next);
    }

    function test_ProposeZeroTakesOfferBack() public {
        _propose(next);
        _propose(address(0));
        _expectNotProposed(address(0), next);
    }

    function test_RevertWhen_ClaimedTwice() public {
        _propose(next);
        vm.prank(next);
        verifier.claimDataSetStorageProvider(setId, "");
        _expectNotProposed(address(0), next);
    }

    function test_RevertWhen_ClaimedByStranger() public {
        _propose(next);
        _expectNotProposed(next, stranger);
    }

    function test_RevertWhen_ProposedByStranger() public {
        _expectNotStorageProvider(setId);
        verifier.proposeDataSetStorageProvider(setId, stranger);
    }

    function test_RevertGiven_DataSetNotLive() public {
        _propose(next);
        _delete(setId);
        _expectNotLive();
        vm.prank(sp);
        verifier.proposeDataSetStorageProvider(setId, next);
        _expectNotLive();
        vm.prank(next);
        verifier.claimDataSetStorageProvider(setId, "");
    }

    function test_RevertGiven_ListenerRefuses() public {
        _propose(next);
        _expectRefusal(IPDPListener.storageProviderChanged.selector);
        vm.prank(next);
        verifier.claimDataSetStorageProvider(setId, "");
        (address storageProvider,) = verifier.getDataSetStorageProvider(setId);
        assertEq(storageProvider, sp);
    }

    function _propose(address account) private {
        vm.prank(sp);
        verifier.proposeDataSetStorageProvider(setId, account);
    }

    function _expectNotProposed(address proposed, address caller) private {
        vm.expectRevert(
            abi.encodeWithSelector(IPDPVerifier.CallerNotProposedStorageProvider.selector, setId, proposed, caller)
        );
        vm.prank(caller);
        verifier.claimDataSetStorageProvider(setId, "");
    }
}
