// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {PDPVerifier} from "../../../src/devnet/PDPVerifier.sol";
import {IPDPVerifier} from "../../../src/interfaces/IPDPVerifier.sol";
import {Cid} from "../../../src/types/Cid.sol";
import {PieceCids} from "../../utils/PieceCids.sol";
import {RecordingListener} from "../../utils/RecordingListener.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What the tests of PDPVerifier share: a verifier, a listener that records, a storage provider and a stranger.
abstract contract PDPVerifierTest is Test {
    uint256 internal constant FINALITY = 10;
    uint256 internal constant MAX_DELAY = 43_200;
    /// @dev Raw size and leaf count of the pieces of these tests.
    uint256 internal constant SIZE = 1000;
    uint256 internal constant LEAVES = 32;
    /// @dev In attoFIL.
    uint256 internal constant DEPOSIT = 0.1 ether;
    uint256 internal constant WINDOW = 86_400;

    PDPVerifier internal verifier;
    RecordingListener internal listener;
    address internal sp = makeAddr("storage provider");
    address internal stranger = makeAddr("stranger");

    function setUp() public virtual {
        vm.roll(1000);
        verifier = new PDPVerifier(FINALITY);
        listener = new RecordingListener();
        vm.deal(sp, 100 ether);
        vm.deal(stranger, 100 ether);
    }

    /* BUILDERS */

    /// @dev A data set of `sp`, known to the listener, with `count` pieces of `LEAVES` leaves.
    function _dataSet(uint256 count) internal returns (uint256 setId) {
        vm.prank(sp);
        setId = verifier.addPieces{value: DEPOSIT}(
            0, address(listener), PieceCids.many(count, SIZE, 0), abi.encode("", "")
        );
    }

    /// @dev An empty data set of `sp` that notifies nobody.
    function _unwatched() internal returns (uint256) {
        vm.prank(sp);
        return verifier.createDataSet{value: DEPOSIT}(address(0), "");
    }

    function _add(uint256 setId, Cid[] memory cids) internal returns (uint256) {
        vm.prank(sp);
        return verifier.addPieces(setId, address(0), cids, "");
    }

    function _schedule(uint256 setId, uint256[] memory pieceIds) internal {
        vm.prank(sp);
        verifier.schedulePieceDeletions(setId, pieceIds, "");
    }

    function _nextPeriod(uint256 setId) internal {
        vm.prank(sp);
        verifier.nextProvingPeriod(setId, block.number + FINALITY, "");
    }

    function _remove(uint256 setId, uint256[] memory pieceIds) internal {
        _schedule(setId, pieceIds);
        _nextPeriod(setId);
    }

    function _delete(uint256 setId) internal {
        vm.prank(sp);
        verifier.deleteDataSet(setId, "");
    }

    function _cleanUp(uint256 setId, uint256 maxPieces) internal returns (bool) {
        vm.prank(sp);
        return verifier.cleanupPieces(setId, maxPieces);
    }

    function _ids(uint256 a) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](1);
        ids[0] = a;
    }

    function _ids(uint256 a, uint256 b) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](2);
        (ids[0], ids[1]) = (a, b);
    }

    /// @dev `count` ids from `first` on.
    function _range(uint256 first, uint256 count) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](count);
        for (uint256 i = 0; i < count; i++) {
            ids[i] = first + i;
        }
    }

    /* EXPECTATIONS */

    function _expectCall(bytes memory data, bool live, uint256 leafCount, address storageProvider) internal {
        vm.expectEmit(address(listener));
        emit RecordingListener.Called(data, live, leafCount, storageProvider);
    }

    function _expectNotLive() internal {
        vm.expectRevert(IPDPVerifier.DataSetNotLive.selector);
    }

    function _expectRefusal(bytes4 callback) internal {
        listener.refuse(callback);
        vm.expectRevert(abi.encodeWithSelector(RecordingListener.Refused.selector, callback));
    }

    function _expectNotStorageProvider(uint256 setId) internal {
        vm.expectRevert(abi.encodeWithSelector(IPDPVerifier.CallerNotStorageProvider.selector, setId, sp, stranger));
        vm.prank(stranger);
    }
}
