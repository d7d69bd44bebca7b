// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {Policy} from "src/types/Policy.sol";
import {FwssActors} from "test/invariant/FilecoinWarmStorageService/FwssActors.sol";

/// @notice What happens around FWSS: time passes, money comes and goes, grants are made and taken back.
abstract contract FwssWorld is FwssActors {
    /// @dev What a payer starts with.
    uint256 internal constant DEPOSIT = 4e18;

    /// @notice The epoch in which all begins.
    uint256 public immutable BEGINNING = block.number;

    /// @notice Per account of FilecoinPay: what it should hold.
    mapping(address owner => uint256 funds) public ghostFunds;
    /// @notice What a payer has put in, less what it took out.
    mapping(address payer => uint256 amount) public ghostPut;
    /// @notice How often something was added for a payer, and how many pieces.
    mapping(address payer => uint256) public ghostAdditions;
    mapping(address payer => uint256) public ghostPieces;
    uint256 public ghostPaid;
    uint256 public ghostReceived;
    uint256 public ghostFees;

    /// @notice How many actions did something.
    uint256 public actedTotal;
    uint256 public calls;

    constructor() {
        uint256 expiry = block.timestamp + 21 days;
        for (uint256 i = 0; i < PAYERS; i++) {
            fund(actors[i], DEPOSIT);
            ghostPut[actors[i]] = ghostFunds[actors[i]] = DEPOSIT;
            ghostApproved[actors[i]] = true;
            if (actors[i] == careful()) continue;
            // Two keys a payer, two payers a key; and one of the P-256 ones, with a limit besides.
            _login(actors[i], actors[PAYERS + i], expiry, FwssPermissions.all(), new Policy[](0));
            _login(actors[i], actors[PAYERS + (i + 1) % 3], expiry, FwssPermissions.all(), new Policy[](0));
            _login(actors[i], actors[7 + i % 2], expiry, FwssPermissions.all(), _anywhere(i == 0));
        }
        _loginForAll(careful(), actors[4], expiry, false);
        _loginForAll(careful(), actors[7], expiry, true);
    }

    /// @dev Each operation, on any data set and with any provider, up to the lower or the higher limit.
    function _anywhere(bool higher) private pure returns (Policy[] memory policies) {
        policies = new Policy[](4);
        for (uint256 i = 0; i < 4; i++) {
            policies[i] = _policy(FwssPermissions.all()[i], 0, address(0), higher ? 8 : 4);
        }
    }

    modifier act(string memory action, uint256 seed) {
        ++calls;
        _reach(action);
        ++actedTotal;
        _pass(seed % 3, 0);
        _;
    }

    /* TIME */

    function advance(uint256 epochs, uint256 drift) external act("advance", 0) {
        // Mostly minutes to a day, at times weeks: in those, grants end and funds run out.
        _pass(epochs % 4 == 0 ? bound(epochs, 1, 60_000) : bound(epochs, 1, 2880), bound(drift, 0, 29));
    }

    /// @dev To the last second of a grant, or to the first one after it.
    function goToExpiry(uint256 seed) external act("goToExpiry", 0) {
        seed = _mix(seed);
        Grant storage grant = _grants[(seed >> 8) % _grants.length];
        uint256 expiry = ghostExpiry(grant.payer, grant.key, grant.permission);
        if (expiry < block.timestamp) return _skip("goToExpiry");
        expiry += seed % 2;
        vm.roll(block.number + (expiry - block.timestamp) / 30);
        vm.warp(expiry);
    }

    /* MONEY */

    function deposit(uint256 seed, uint256 amount) external act("deposit", seed) {
        seed = _mix(seed);
        amount = bound(amount, 0, 3e18);
        usdfc.mint(address(this), amount);
        usdfc.approve(address(filecoinPay), amount);
        filecoinPay.deposit(address(usdfc), _payer(seed >> 8), amount);
        ghostFunds[_payer(seed >> 8)] += amount;
        ghostPut[_payer(seed >> 8)] += amount;
    }

    function withdraw(uint256 seed, uint256 amount) external act("withdraw", seed) {
        seed = _mix(seed);
        address payer = _payer(seed >> 8);
        if (coveredUntil(payer) < block.number) return _skip("withdraw");
        (,, uint256 available,) = filecoinPay.getAccountInfoIfSettled(address(usdfc), payer);
        // All of it at times: then the next epoch is not covered.
        amount = seed % 4 == 0 ? available : bound(amount, 0, available / 8);
        vm.prank(payer);
        filecoinPay.withdraw(address(usdfc), amount);
        ghostFunds[payer] -= amount;
        ghostPut[payer] -= amount;
    }

    function approve(uint256 seed) external act("approve", seed) {
        seed = _mix(seed);
        address payer = _payer(seed >> 8);
        ghostApproved[payer] = (seed >> 16) % 8 != 0;
        vm.prank(payer);
        filecoinPay.setOperatorApproval(
            address(usdfc), address(fwss), ghostApproved[payer], type(uint256).max, type(uint256).max, PERIOD
        );
    }

    function settle(uint256 seed) external act("settle", seed) {
        seed = _mix(seed);
        uint256 dataSetId = _prefer(seed % 2 == 0, seed >> 8);
        if (dataSetId == 0 || _sets[dataSetId - 1].finalised) return _skip("settle");
        _settle(dataSetId);
    }

    function _settle(uint256 dataSetId) internal {
        GhostSet storage set = _sets[dataSetId - 1];
        uint256 target = set.endEpoch == 0 ? coveredUntil(set.payer) : set.endEpoch;
        if (target > block.number) target = block.number;
        uint256 reach = reachable(dataSetId, target);
        bool ended = set.endEpoch != 0 && set.settledUpTo >= set.endEpoch;
        if (reach == set.settledUpTo && !ended && target > reach && filecoinPay.getRateChangeQueueSize(dataSetId) == 0)
        {
            vm.expectRevert(
                abi.encodeWithSelector(IFilecoinPay.NoProgressInSettlement.selector, dataSetId, reach + 1, reach)
            );
            filecoinPay.settleRail(dataSetId, block.number);
            _reach("settle without progress");
            return;
        }
        (uint256 amount, uint256 net, uint256 commission, uint256 fee, uint256 upTo,) =
            filecoinPay.settleRail(dataSetId, block.number);
        assertEq(upTo, reach, "settled up to");
        assertEq(amount, earned(dataSetId, set.settledUpTo, upTo), "amount");
        assertEq(fee, amount / 200 + (amount % 200 == 0 ? 0 : 1), "fee");
        assertEq(net + commission + fee, amount, "parts");
        assertEq(commission, 0, "commission");
        set.settledUpTo = upTo;
        set.finalised = set.endEpoch != 0 && upTo >= set.endEpoch;
        _paid(set, amount);
    }

    /// @dev The network keeps a 200th, rounded up.
    function _paid(GhostSet storage set, uint256 amount) internal {
        uint256 fee = amount / 200 + (amount % 200 == 0 ? 0 : 1);
        ghostFunds[set.payer] -= amount;
        ghostFunds[set.provider] += amount - fee;
        ghostFunds[address(filecoinPay)] += fee;
        ghostPaid += amount;
        ghostReceived += amount - fee;
        ghostFees += fee;
    }

    /// @dev What is due is paid, out of the reserve and as far as that goes; and the rate follows.
    function _flush(uint256 dataSetId) internal {
        GhostSet storage set = _sets[dataSetId - 1];
        uint256 due = set.pending < set.reserve ? set.pending : set.reserve;
        set.reserve -= due;
        set.pending = 0;
        if (due > 0) _paid(set, due);
        _reprice(dataSetId);
    }

    /* GRANTS */

    /// @dev Half of all are for a key of the payer that it had before, and for all that it may need.
    function login(uint256 seed, uint256 validity) external act("login", seed) {
        seed = _mix(seed);
        (address payer, address key) = (_payer(seed >> 8), _actor(seed >> 16));
        bool again = (seed >> 48) % 2 == 0;
        if (again) key = _keyOf(payer, seed >> 56);
        bytes32[] memory permissions = payer == careful() ? new bytes32[](0) : _permissions(seed >> 24);
        Policy[] memory policies = again ? _anywhere(seed % 2 == 0) : _policies(payer, seed >> 64);
        _login(payer, key, block.timestamp + bound(validity, 0, 30 days), permissions, policies);
    }

    /// @dev Up to three.
    function _policies(address payer, uint256 seed) private view returns (Policy[] memory policies) {
        policies = new Policy[](payer == careful() ? 1 + seed % 3 : seed % 4);
        for (uint256 i = 0; i < policies.length; i++) {
            policies[i] = _policyOf(payer, seed >> (8 + 32 * i));
        }
    }

    function _loginForAll(address payer, address key, uint256 expiry, bool higher) internal {
        _login(payer, key, expiry, new bytes32[](0), _anywhere(higher));
    }

    function _login(address payer, address key, uint256 expiry, bytes32[] memory permissions, Policy[] memory policies)
        private
    {
        vm.prank(payer);
        registry.loginWithPolicies(key, expiry, permissions, policies, "campaign");
        _book(payer, key, permissions, expiry);
        bytes32[] memory hashes = new bytes32[](policies.length);
        for (uint256 i = 0; i < policies.length; i++) {
            hashes[i] = permissionOf(policies[i]);
            _openBudget(payer, key, policies[i], expiry);
        }
        _book(payer, key, hashes, expiry);
    }

    function revoke(uint256 seed) external act("revoke", seed) {
        seed = _mix(seed);
        (address payer, address key) = (_payer(seed >> 8), _actor(seed >> 16));
        bytes32[] memory permissions = _permissions(seed >> 24);
        // Mostly something that was granted.
        if (seed % 4 != 0) {
            Grant storage grant = _grants[(seed >> 64) % _grants.length];
            (payer, key, permissions[0]) = (grant.payer, grant.key, grant.permission);
        }
        vm.prank(payer);
        registry.revoke(key, permissions, "campaign");
        _book(payer, key, permissions, 0);
    }

    /// @dev Everything at once: by the payer, or by the key itself.
    function revokeAll(uint256 seed) external act("revokeAll", seed) {
        seed = _mix(seed);
        (address payer, address key) = (_payer(seed >> 8), _actor(seed >> 16));
        if (seed % 3 != 0) return _skip("revokeAll");
        if ((seed >> 24) % 2 == 0) {
            address[] memory keys = new address[](1);
            keys[0] = key;
            vm.prank(payer);
            registry.revokeAll(keys, "campaign");
        } else {
            vm.prank(key);
            registry.logout(payer, "campaign");
        }
        _dropAll(payer, key);
    }

    function _book(address payer, address key, bytes32[] memory permissions, uint256 expiry) private {
        for (uint256 i = 0; i < permissions.length; i++) {
            _setExpiry(payer, key, permissions[i], expiry);
            if (expiry != 0) _grants.push(Grant({payer: payer, key: key, permission: permissions[i]}));
        }
    }

    /* HELPERS */

    function _skip(string memory action) internal {
        --reached[action];
        --actedTotal;
    }

    /// @dev To the last epoch that a payer's funds cover, or some after it; when that is not far.
    function _passFunds(address payer, uint256 after_) internal {
        (uint256 until,,,) = filecoinPay.getAccountInfoIfSettled(address(usdfc), payer);
        if (until >= block.number && until < block.number + 2 * PERIOD) _pass(until + after_ - block.number, 0);
    }

    function _pass(uint256 epochs, uint256 drift) internal {
        vm.roll(block.number + epochs);
        vm.warp(block.timestamp + 30 * epochs + drift);
    }
}
