// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {DeployDevnet} from "../script/DeployDevnet.s.sol";
import {FilecoinWarmStorageService} from "../src/FilecoinWarmStorageService.sol";
import {FilecoinWarmStorageServiceStateView} from "../src/FilecoinWarmStorageServiceStateView.sol";
import {SessionKeyAuthorizer} from "../src/SessionKeyAuthorizer.sol";
import {SessionKeyRegistry} from "../src/SessionKeyRegistry.sol";
import {FilecoinPay} from "../src/devnet/FilecoinPay.sol";
import {PDPVerifier} from "../src/devnet/PDPVerifier.sol";
import {ServiceProviderRegistry} from "../src/devnet/ServiceProviderRegistry.sol";
import {USDFC} from "../src/devnet/USDFC.sol";
import {IPDPVerifier} from "../src/interfaces/IPDPVerifier.sol";
import {FwssHashes} from "../src/libraries/FwssHashes.sol";
import {PriceList} from "../src/libraries/PriceList.sol";
import {Cid} from "../src/types/Cid.sol";
import {PieceCids} from "./utils/PieceCids.sol";
import {Test, Vm} from "forge-std/Test.sol";

/// @notice What every test of FWSS starts from: the devnet as it is deployed, a root with funds, a session key without any
/// grant or balance, and messages that a client signs and a storage provider submits.
abstract contract FwssBase is Test {
    DeployDevnet internal devnet;
    FilecoinWarmStorageService internal fwss;
    FilecoinWarmStorageServiceStateView internal fwssView;
    FilecoinPay internal filecoinPay;
    PDPVerifier internal pdpVerifier;
    ServiceProviderRegistry internal providers;
    SessionKeyRegistry internal registry;
    SessionKeyAuthorizer internal authorizer;
    USDFC internal usdfc;

    Vm.Wallet internal root;
    Vm.Wallet internal sessionKey;
    Vm.Wallet internal stranger;
    address internal provider;

    uint256 internal constant FUNDS = 1000e18;

    /// @dev Epochs.
    uint256 internal constant PROVING_PERIOD = 2880;
    uint256 internal constant CHALLENGE_WINDOW = 60;
    /// @dev What PDPVerifier takes for a new data set, in attoFIL.
    uint256 internal constant CLEANUP_DEPOSIT = 0.1 ether;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vm.roll(1_000_000);
        devnet = new DeployDevnet();
        for (uint32 i = 0; i < devnet.ACCOUNTS(); i++) {
            vm.deal(vm.addr(devnet.keyOf(i)), 100 ether);
        }
        devnet.deploy();
        fwss = devnet.fwss();
        fwssView = devnet.fwssView();
        filecoinPay = devnet.filecoinPay();
        pdpVerifier = devnet.pdpVerifier();
        providers = devnet.serviceProviderRegistry();
        registry = devnet.sessionKeyRegistry();
        authorizer = devnet.sessionKeyAuthorizer();
        usdfc = devnet.usdfc();

        root = vm.createWallet(devnet.keyOf(devnet.ROOT()), "root");
        provider = vm.addr(devnet.keyOf(devnet.FIRST_PROVIDER()));
        vm.label(provider, "provider");
        sessionKey = vm.createWallet("session key");
        stranger = vm.createWallet("stranger");
    }

    /* MONEY */

    /// @dev Gives an account funds in FilecoinPay and approves FWSS without limits.
    function fund(address payer, uint256 amount) internal {
        usdfc.mint(address(this), amount);
        usdfc.approve(address(filecoinPay), amount);
        filecoinPay.deposit(address(usdfc), payer, amount);
        approveOperator(payer, type(uint256).max, type(uint256).max, PriceList.LOCKUP_PERIOD);
    }

    function approveOperator(address payer, uint256 rateAllowance, uint256 lockupAllowance, uint256 maxPeriod)
        internal
    {
        vm.prank(payer);
        filecoinPay.setOperatorApproval(address(usdfc), address(fwss), true, rateAllowance, lockupAllowance, maxPeriod);
    }

    /* GRANTS */

    function grant(address payer, address key, bytes32 permission, uint256 expiry) internal {
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = permission;
        vm.prank(payer);
        registry.login(key, expiry, permissions, "test");
    }

    function revoke(address payer, address key, bytes32 permission) internal {
        bytes32[] memory permissions = new bytes32[](1);
        permissions[0] = permission;
        vm.prank(payer);
        registry.revoke(key, permissions, "test");
    }

    /* MESSAGES */

    /// @dev Put together here once more, so that a wrong domain in the contract shows.
    function typedData(bytes32 structHash, uint256 chainId, address verifyingContract) internal pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("FilecoinWarmStorageService"),
                keccak256("1"),
                chainId,
                verifyingContract
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function typedData(bytes32 structHash) internal view returns (bytes32) {
        return typedData(structHash, block.chainid, address(fwss));
    }

    /// @dev What a wallet with code is asked about, put together here once more, too.
    function ofWallet(address wallet, bytes32 digest, uint256 chainId, address verifyingContract)
        internal
        pure
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(keccak256("EIP712Domain(uint256 chainId,address verifyingContract)"), chainId, verifyingContract)
        );
        bytes32 message = keccak256(abi.encode(keccak256("PayerMessage(address payer,bytes32 digest)"), wallet, digest));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    function ofWallet(address wallet, bytes32 digest) internal view returns (bytes32) {
        return ofWallet(wallet, digest, block.chainid, address(fwss));
    }

    function sign(Vm.Wallet memory wallet, bytes32 digest) internal returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(wallet, digest);
        return abi.encodePacked(r, s, v);
    }

    function none() internal pure returns (string[] memory) {
        return new string[](0);
    }

    function none(uint256 count) internal pure returns (string[][] memory) {
        return new string[][](count);
    }

    function hashAddPieces(
        uint256 clientDataSetId,
        uint256 nonce,
        Cid[] calldata pieces,
        string[][] calldata keys,
        string[][] calldata values
    ) external pure returns (bytes32) {
        return FwssHashes.addPieces(clientDataSetId, nonce, pieces, keys, values);
    }

    function hashRemovals(uint256 clientDataSetId, uint256[] calldata pieceIds) external pure returns (bytes32) {
        return FwssHashes.schedulePieceRemovals(clientDataSetId, pieceIds);
    }

    function hashCreate(uint256 clientDataSetId, address payee, string[] calldata keys, string[] calldata values)
        external
        pure
        returns (bytes32)
    {
        return FwssHashes.createDataSet(clientDataSetId, payee, keys, values);
    }

    function createHash(uint256 clientDataSetId) internal view returns (bytes32) {
        return FwssHashes.createDataSet(clientDataSetId, provider, none(), none());
    }

    function addHash(uint256 clientDataSetId, uint256 nonce, Cid[] memory pieces) internal view returns (bytes32) {
        return this.hashAddPieces(clientDataSetId, nonce, pieces, none(pieces.length), none(pieces.length));
    }

    function createData(address payer, uint256 clientDataSetId, bytes memory signature)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encode(payer, clientDataSetId, none(), none(), signature);
    }

    function addData(uint256 nonce, uint256 count, bytes memory signature) internal pure returns (bytes memory) {
        return abi.encode(nonce, none(count), none(count), signature);
    }

    /// @dev So that data sets of FWSS have other numbers than their rails, and no test takes one for the other.
    function createDataSetOfNobody() internal {
        pdpVerifier.createDataSet{value: CLEANUP_DEPOSIT}(address(0), "");
    }

    /* SUBMISSION */

    function submitCreate(bytes memory extraData) internal returns (uint256) {
        vm.prank(provider);
        return pdpVerifier.createDataSet{value: CLEANUP_DEPOSIT}(address(fwss), extraData);
    }

    function submitAdd(uint256 dataSetId, Cid[] memory pieces, bytes memory extraData) internal returns (uint256) {
        vm.prank(provider);
        return pdpVerifier.addPieces(dataSetId, address(0), pieces, extraData);
    }

    function submitRemovals(uint256 dataSetId, uint256[] memory pieceIds, bytes memory extraData) internal {
        vm.prank(provider);
        pdpVerifier.schedulePieceDeletions(dataSetId, pieceIds, extraData);
    }

    /// @dev Removals take effect.
    function nextPeriod(uint256 dataSetId) internal {
        uint256 challengeEpoch = nextChallenge(dataSetId);
        vm.prank(provider);
        pdpVerifier.nextProvingPeriod(dataSetId, challengeEpoch, "");
    }

    /// @dev The first epoch of the window of the period that begins next.
    function nextChallenge(uint256 dataSetId) internal view returns (uint256) {
        if (fwssView.provingActivationEpoch(dataSetId) != 0) return fwssView.nextPDPChallengeWindowStart(dataSetId);
        return block.number + PROVING_PERIOD - CHALLENGE_WINDOW;
    }

    function prove(uint256 dataSetId) internal {
        uint256 fee = pdpVerifier.calculateProofFee(dataSetId);
        vm.prank(provider);
        pdpVerifier.provePossession{value: fee}(dataSetId, new IPDPVerifier.Proof[](5));
    }

    /* TIME */

    function goTo(uint256 epoch) internal {
        pass(epoch - block.number);
    }

    function pass(uint256 epochs) internal {
        vm.roll(block.number + epochs);
        vm.warp(block.timestamp + 30 * epochs);
    }

    /* WHAT THE ROOT DOES ITSELF */

    function createAsPayer(Vm.Wallet memory payer, uint256 clientDataSetId) internal returns (uint256) {
        bytes memory signature = sign(payer, typedData(createHash(clientDataSetId)));
        return submitCreate(createData(payer.addr, clientDataSetId, signature));
    }

    function addAsPayer(Vm.Wallet memory payer, uint256 dataSetId, uint256 nonce, Cid[] memory pieces) internal {
        uint256 clientDataSetId = fwssView.getDataSet(dataSetId).clientDataSetId;
        bytes memory signature = sign(payer, typedData(addHash(clientDataSetId, nonce, pieces)));
        submitAdd(dataSetId, pieces, addData(nonce, pieces.length, signature));
    }

    function removeAsPayer(Vm.Wallet memory payer, uint256 dataSetId, uint256[] memory pieceIds) internal {
        uint256 clientDataSetId = fwssView.getDataSet(dataSetId).clientDataSetId;
        bytes memory signature = sign(payer, typedData(this.hashRemovals(clientDataSetId, pieceIds)));
        submitRemovals(dataSetId, pieceIds, abi.encode(signature));
    }

    /* PIECES */

    function piece(uint256 rawSize, uint256 seed) internal pure returns (Cid[] memory) {
        return PieceCids.many(1, rawSize, seed);
    }

    function ids(uint256 id) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = id;
    }

    /* RAILS */

    function railOf(uint256 dataSetId) internal view returns (FilecoinPay.RailView memory) {
        return filecoinPay.getRail(fwssView.getDataSet(dataSetId).pdpRailId);
    }
}
