// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Vm} from "forge-std/Test.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FwssHashes} from "src/libraries/FwssHashes.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {Cid} from "src/types/Cid.sol";
import {FwssBase} from "test/FwssBase.t.sol";

/// @notice `FwssBase`, for what operations cost. The figures are worked out by hand in `docs/accounting.md`, and written out
/// here, so that no test computes what it expects in the way the contract does.
abstract contract BillingBase is FwssBase {
    uint256 internal constant START = 1_000_000;
    uint256 internal constant PERIOD = 86_400;

    /// @dev Raw bytes that fill a tree of exactly 1 GiB, or 1 TiB, of leaves.
    uint256 internal constant RAW_GIB = 127 * 2 ** 23;
    uint256 internal constant RAW_TIB = 127 * 2 ** 33;

    /// @dev Base units an epoch.
    uint256 internal constant RATE_1_GIB = 305_814_036_615;
    uint256 internal constant RATE_2_GIB = 333_850_295_454;
    uint256 internal constant RATE_1_TIB = 28_986_906_828_702;

    /// @dev Base units for 86 400 epochs.
    uint256 internal constant LOCKUP_1_GIB = 26_422_332_763_536_000;
    uint256 internal constant LOCKUP_2_GIB = 28_844_665_527_225_600;
    uint256 internal constant LOCKUP_1_TIB = 2_504_468_749_999_852_800;

    /// @dev Base units.
    uint256 internal constant CREATE_FEE = 0.025e18;
    uint256 internal constant ADD_1_FEE = 0.0008e18;
    uint256 internal constant REMOVAL_FEE = 0.002e18;
    uint256 internal constant TERMINATE_FEE = 0.00112e18;
    uint256 internal constant RESERVE = 0.1e18;

    function setUp() public virtual override {
        super.setUp();
        createDataSetOfNobody();
    }

    /* CREATE */

    function create(uint256 clientDataSetId) internal returns (uint256) {
        return createAsPayer(root, clientDataSetId);
    }

    function createMessage(Vm.Wallet memory signer, address payer, uint256 clientDataSetId)
        internal
        returns (bytes memory)
    {
        return createData(payer, clientDataSetId, sign(signer, typedData(createHash(clientDataSetId))));
    }

    /// @dev Both signed by `signer`; in one transaction, as the SDK does it.
    function createAndAdd(
        Vm.Wallet memory signer,
        address payer,
        uint256 clientDataSetId,
        uint256 nonce,
        Cid[] memory pieces
    ) internal returns (uint256) {
        bytes memory createPart = createMessage(signer, payer, clientDataSetId);
        bytes memory addPart =
            addData(nonce, pieces.length, sign(signer, typedData(addHash(clientDataSetId, nonce, pieces))));
        vm.prank(provider);
        return pdpVerifier.addPieces{value: CLEANUP_DEPOSIT}(0, address(fwss), pieces, abi.encode(createPart, addPart));
    }

    /* CHANGE */

    /// @dev Nonces are told apart from client data set ids, which are small here.
    function add(uint256 dataSetId, uint256 rawSize, uint256 seed) internal {
        addAsPayer(root, dataSetId, 1000 + seed, piece(rawSize, seed));
    }

    function addMessage(Vm.Wallet memory signer, uint256 dataSetId, uint256 nonce, Cid[] memory pieces)
        internal
        returns (bytes memory)
    {
        uint256 clientDataSetId = fwssView.getDataSet(dataSetId).clientDataSetId;
        return addData(nonce, pieces.length, sign(signer, typedData(addHash(clientDataSetId, nonce, pieces))));
    }

    function remove(uint256 dataSetId, uint256 pieceId) internal {
        removeAsPayer(root, dataSetId, ids(pieceId));
    }

    /* END */

    function terminate(uint256 dataSetId) internal {
        vm.prank(root.addr);
        fwss.terminateService(dataSetId);
    }

    function terminateMessage(Vm.Wallet memory signer, uint256 dataSetId) internal returns (bytes memory) {
        return abi.encode(sign(signer, typedData(FwssHashes.terminateService(dataSetId))));
    }

    function terminateSigned(Vm.Wallet memory signer, uint256 dataSetId) internal {
        bytes memory message = terminateMessage(signer, dataSetId);
        vm.prank(provider);
        fwss.terminateService(dataSetId, message);
    }

    function deleteDataSet(uint256 dataSetId) internal {
        vm.prank(provider);
        pdpVerifier.deleteDataSet(dataSetId, "");
    }

    /* PROOFS */

    /// @dev In the last epoch of the current period.
    function proveAtDeadline(uint256 dataSetId) internal {
        goTo(fwssView.provingDeadline(dataSetId));
        prove(dataSetId);
    }

    /// @dev Proves each period in its last epoch, up to and including the one that holds `epoch`, and goes there.
    function keepProving(uint256 dataSetId, uint256 epoch) internal {
        if (fwssView.provingActivationEpoch(dataSetId) == 0) nextPeriod(dataSetId);
        while (fwssView.provingDeadline(dataSetId) <= epoch) {
            proveAtDeadline(dataSetId);
            if (block.number == epoch) return;
            pass(1);
            nextPeriod(dataSetId);
        }
        goTo(epoch);
    }

    /* GRANTS */

    /// @dev The four permissions of FWSS.
    function grantAll(address payer, address key, uint256 expiry) internal {
        vm.prank(payer);
        registry.login(key, expiry, FwssPermissions.all(), "test");
    }

    /* MONEY */

    function settle(uint256 dataSetId) internal returns (uint256 amount, uint256 net, uint256 fee) {
        (amount, net,, fee,,) = filecoinPay.settleRail(fwssView.getDataSet(dataSetId).pdpRailId, block.number);
    }

    function withdraw(Vm.Wallet memory owner, uint256 amount) internal {
        vm.prank(owner.addr);
        filecoinPay.withdraw(address(usdfc), amount);
    }

    function fundsOf(address owner) internal view returns (uint256 funds) {
        (funds,,,) = filecoinPay.accounts(address(usdfc), owner);
    }

    function assertAccount(address owner, uint256 funds, uint256 lockup, uint256 rate, uint256 settledAt)
        internal
        view
    {
        (uint256 actualFunds, uint256 actualLockup, uint256 actualRate, uint256 actualSettledAt) =
            filecoinPay.accounts(address(usdfc), owner);
        assertEq(actualFunds, funds, "funds");
        assertEq(actualLockup, lockup, "lockup");
        assertEq(actualRate, rate, "rate");
        assertEq(actualSettledAt, settledAt, "settled at");
    }

    function assertFees(uint256 dataSetId, uint256 pending, uint256 reserve) internal view {
        assertEq(fwssView.getDataSet(dataSetId).pendingOneTimePayments, pending, "pending");
        assertEq(fwssView.getDataSet(dataSetId).lifecycleReserveBalance, reserve, "reserve");
        assertEq(railOf(dataSetId).lockupFixed, reserve, "fixed lockup");
    }

    function assertUsage(address payer, uint256 rate, uint256 lockup) internal view {
        (,,, uint256 actualRate, uint256 actualLockup,) =
            filecoinPay.operatorApprovals(address(usdfc), payer, address(fwss));
        assertEq(actualRate, rate, "rate usage");
        assertEq(actualLockup, lockup, "lockup usage");
    }

    function assertGone(uint256 railId) internal {
        vm.expectRevert(abi.encodeWithSelector(IFilecoinPay.RailInactiveOrSettled.selector, railId));
        filecoinPay.getRail(railId);
    }
}
