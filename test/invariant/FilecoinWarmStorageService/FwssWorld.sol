// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {FwssPermissions} from "src/libraries/FwssPermissions.sol";
import {FwssActors} from "test/invariant/FilecoinWarmStorageService/FwssActors.sol";

/// @notice What happens around FWSS: time passes, money comes and goes, grants are made and taken back.
abstract contract FwssWorld is FwssActors {
    struct Grant {
        address payer;
        address key;
        bytes32 permission;
    }

    /// @dev What a payer starts with.
    uint256 internal constant DEPOSIT = 4e18;

    /// @dev All that were ever made.
    Grant[] internal _grants;

    /// @notice Per account of FilecoinPay: what it should hold.
    mapping(address owner => uint256 funds) public ghostFunds;
    uint256 public ghostPaid;
    uint256 public ghostReceived;
    uint256 public ghostFees;

    /// @notice Per action: how often it did something; `refused` for what was refused as it should be.
    mapping(string action => uint256 times) public acted;
    uint256 public actedTotal;
    uint256 public calls;

    constructor() {
        for (uint256 i = 0; i < 3; i++) {
            fund(actors[i], DEPOSIT);
            ghostFunds[actors[i]] = DEPOSIT;
            ghostApproved[actors[i]] = true;
            // Two keys a payer, two payers a key.
            _login(actors[i], actors[3 + i], block.timestamp + 7 days, FwssPermissions.all());
            _login(actors[i], actors[3 + (i + 1) % 3], block.timestamp + 7 days, FwssPermissions.all());
        }
    }

    modifier act(string memory action, uint256 seed) {
        ++calls;
        ++acted[action];
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
        if (_grants.length == 0) return _skip("goToExpiry");
        Grant storage grant = _grants[(seed >> 8) % _grants.length];
        uint256 expiry = ghostExpiry[grant.payer][grant.key][grant.permission];
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

    function login(uint256 seed, uint256 validity) external act("login", seed) {
        seed = _mix(seed);
        (address payer, address key) = (_payer(seed >> 8), _actor(seed >> 16));
        _login(payer, key, block.timestamp + bound(validity, 0, 14 days), _permissions(seed >> 24));
    }

    function _login(address payer, address key, uint256 expiry, bytes32[] memory permissions) private {
        vm.prank(payer);
        registry.login(key, expiry, permissions, "campaign");
        _book(payer, key, permissions, expiry);
    }

    function revoke(uint256 seed) external act("revoke", seed) {
        seed = _mix(seed);
        (address payer, address key) = (_payer(seed >> 8), _actor(seed >> 16));
        bytes32[] memory permissions = _permissions(seed >> 24);
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
        for (uint256 i = 0; i < PERMISSIONS; i++) {
            ghostExpiry[payer][key][_permission(i)] = 0;
        }
    }

    function _book(address payer, address key, bytes32[] memory permissions, uint256 expiry) private {
        for (uint256 i = 0; i < permissions.length; i++) {
            ghostExpiry[payer][key][permissions[i]] = expiry;
            if (expiry != 0) _grants.push(Grant({payer: payer, key: key, permission: permissions[i]}));
        }
    }

    /* HELPERS */

    function _skip(string memory action) internal {
        --acted[action];
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
