// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {FilecoinPay} from "src/devnet/FilecoinPay.sol";
import {USDFC} from "src/devnet/USDFC.sol";
import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {MoodyValidator} from "test/invariant/FilecoinPay/MoodyValidator.sol";
import {Reached} from "test/invariant/Reached.sol";

/// @notice Users, operators and time acting on FilecoinPay, and a model of what that should come to. Amounts are small, so that
/// accounts run dry often. The model knows every rate by the epoch it starts after, and nothing of queues or lockups.
contract FilecoinPayHandler is Test, Reached {
    struct RateChange {
        uint256 afterEpoch;
        uint256 rate;
    }

    struct GhostRail {
        address from;
        address to;
        address operator;
        bool validated;
        uint256 commissionBps;
        uint256 period;
        uint256 lockupFixed;
        uint256 settledUpTo;
        uint256 endEpoch;
        bool finalised;
        RateChange[] rates;
    }

    struct Room {
        bool settled;
        uint256 lockup;
        uint256 rate;
        uint256 maxPeriod;
    }

    uint256 internal constant MAX_RAILS = 12;

    FilecoinPay public pay;
    USDFC public usdfc;
    MoodyValidator public validator = new MoodyValidator();
    address public broker = makeAddr("broker");
    address[] public users;
    address[] public operators;

    GhostRail[] internal _rails;

    /// @notice Per user: what they should hold.
    mapping(address owner => uint256 funds) public ghostFunds;
    uint256 public ghostDeposited;
    uint256 public ghostWithdrawn;
    uint256 public ghostPaid;
    uint256 public ghostReceived;
    uint256 public ghostFees;

    /// @notice How many actions did something.
    uint256 public actedTotal;

    /// @notice How often any action was tried.
    uint256 public calls;

    /// @notice The epoch of the last action.
    uint256 public lastEpoch = block.number;

    constructor(FilecoinPay pay_, USDFC usdfc_) {
        (pay, usdfc) = (pay_, usdfc_);
        for (uint256 i; i < 4; ++i) {
            users.push(makeAddr(string.concat("user", vm.toString(i))));
        }
        for (uint256 i; i < 2; ++i) {
            operators.push(makeAddr(string.concat("operator", vm.toString(i))));
        }
        for (uint256 i; i < 8; ++i) {
            vm.prank(users[i / 2]);
            pay.setOperatorApproval(address(usdfc), operators[i % 2], true, 1e4, 1e6, 60);
        }
    }

    modifier act(string memory action, uint256 seed) {
        ++calls;
        _reach(action);
        ++actedTotal;
        vm.roll(block.number + seed % 4);
        _;
        lastEpoch = block.number;
    }

    function states() public pure override returns (string[] memory all) {
        string[11] memory list = [
            "advance",
            "deposit",
            "withdraw",
            "approve",
            "createRail",
            "modifyRailLockup",
            "modifyRailPayment",
            "terminateRail",
            "settleRail",
            "settleWithoutValidation",
            "refused"
        ];
        all = new string[](list.length);
        for (uint256 i; i < list.length; ++i) {
            all[i] = list[i];
        }
    }

    /* ACTIONS */

    function advance(uint256 epochs) external act("advance", 0) {
        vm.roll(block.number + bound(epochs, 1, 25));
    }

    function deposit(uint256 seed, uint256 amount) external act("deposit", seed) {
        (address from, address to) = (_user(seed), _user(seed >> 8));
        amount = bound(amount, 0, 1e5);
        usdfc.mint(from, amount);
        vm.startPrank(from);
        usdfc.approve(address(pay), amount);
        pay.deposit(address(usdfc), to, amount);
        vm.stopPrank();
        ghostFunds[to] += amount;
        ghostDeposited += amount;
        _assertSettled(to);
    }

    function withdraw(uint256 seed, uint256 amount) external act("withdraw", seed) {
        address owner = _user(seed);
        (uint256 until,, uint256 available,) = pay.getAccountInfoIfSettled(address(usdfc), owner);
        _refuse(owner, abi.encodeCall(pay.withdraw, (address(usdfc), available + 1 + amount % 1e6)));
        if (until < block.number) return _skip("withdraw");
        amount = bound(amount, 0, available);
        vm.prank(owner);
        pay.withdraw(address(usdfc), amount);
        ghostFunds[owner] -= amount;
        ghostWithdrawn += amount;
        _assertSettled(owner);
    }

    function approve(uint256 seed, uint256 rateAllowance, uint256 lockupAllowance, uint256 maxPeriod)
        external
        act("approve", seed)
    {
        vm.prank(_user(seed));
        pay.setOperatorApproval(
            address(usdfc),
            operators[(seed >> 8) % operators.length],
            true,
            bound(rateAllowance, 0, 2e4),
            bound(lockupAllowance, 0, 2e6),
            bound(maxPeriod, 0, 100)
        );
    }

    function createRail(uint256 seed, uint256 commissionBps) external act("createRail", seed) {
        if (_rails.length == MAX_RAILS) return _skip("createRail");
        GhostRail storage rail = _rails.push();
        rail.from = _user(seed);
        rail.to = _user(seed >> 8);
        rail.operator = operators[(seed >> 16) % operators.length];
        rail.validated = (seed >> 24) % 2 == 0;
        rail.commissionBps = (seed >> 32) % 2 == 0 ? bound(commissionBps, 0, 10_000) : 0;
        rail.settledUpTo = block.number;
        vm.prank(rail.operator);
        uint256 railId = pay.createRail(
            address(usdfc),
            rail.from,
            rail.to,
            rail.validated ? address(validator) : address(0),
            rail.commissionBps,
            broker
        );
        assertEq(railId, _rails.length);
    }

    function modifyRailLockup(uint256 seed, uint256 period, uint256 lockupFixed)
        external
        act("modifyRailLockup", seed)
    {
        uint256 railId = _pick(seed >> 8);
        if (railId == 0) return _skip("modifyRailLockup");
        GhostRail storage rail = _rails[railId - 1];
        Room memory room = _room(rail);
        if (rail.endEpoch != 0 || !room.settled) {
            period = rail.period;
            lockupFixed = bound(lockupFixed, 0, rail.lockupFixed);
        } else {
            uint256 rate = currentRate(railId);
            uint256 most = rail.lockupFixed + rate * rail.period + room.lockup;
            uint256 longest = rail.period > room.maxPeriod ? rail.period : room.maxPeriod;
            if (rate != 0 && most / rate < longest) longest = most / rate;
            period = bound(period, 0, longest);
            lockupFixed = bound(lockupFixed, 0, most - rate * period);
            _refuseLockup(rail.operator, railId, period, most - rate * period + 1);
            _refuseLockup(rail.operator, railId, longest + 1, 0);
        }
        _refuseLockup(rail.operator, railId, rail.period, type(uint128).max);
        _refuseLockup(rail.from, railId, period, lockupFixed);
        vm.prank(rail.operator);
        pay.modifyRailLockup(railId, period, lockupFixed);
        (rail.period, rail.lockupFixed) = (period, lockupFixed);
        _assertSettled(rail.from);
    }

    function modifyRailPayment(uint256 seed, uint256 rate, uint256 once) external act("modifyRailPayment", seed) {
        uint256 railId = _pick(seed >> 8);
        if (railId == 0) return _skip("modifyRailPayment");
        GhostRail storage rail = _rails[railId - 1];
        if (rail.endEpoch != 0 && block.number >= rail.endEpoch) return _skip("modifyRailPayment");
        Room memory room = _room(rail);
        uint256 most = currentRate(railId);
        if (rail.endEpoch == 0) {
            if (!room.settled) {
                rate = most;
            } else {
                uint256 rise = room.rate;
                if (rail.period != 0 && room.lockup / rail.period < rise) rise = room.lockup / rail.period;
                rate = bound(rate, 0, most + rise);
                _refuse(rail.operator, abi.encodeCall(pay.modifyRailPayment, (railId, most + rise + 1, 0)));
            }
        } else {
            rate = bound(rate, 0, most);
        }
        once = (seed >> 16) % 2 == 0 ? bound(once, 0, rail.lockupFixed) : 0;
        _refuse(rail.operator, abi.encodeCall(pay.modifyRailPayment, (railId, rate, rail.lockupFixed + 1)));
        _refuse(rail.from, abi.encodeCall(pay.modifyRailPayment, (railId, rate, once)));
        vm.prank(rail.operator);
        pay.modifyRailPayment(railId, rate, once);
        if (rate != most) rail.rates.push(RateChange({afterEpoch: block.number, rate: rate}));
        rail.lockupFixed -= once;
        _credit(rail, once);
        _assertSettled(rail.from);
    }

    function terminateRail(uint256 seed) external act("terminateRail", seed) {
        uint256 railId = _pick(seed >> 8);
        if (railId == 0 || _rails[railId - 1].endEpoch != 0) return _skip("terminateRail");
        GhostRail storage rail = _rails[railId - 1];
        bool settled = _room(rail).settled;
        if (!settled) _refuse(rail.from, abi.encodeCall(pay.terminateRail, (railId)));
        _refuse(broker, abi.encodeCall(pay.terminateRail, (railId)));
        bool byPayer = settled && (seed >> 16) % 2 == 0;
        vm.prank(byPayer ? rail.from : rail.operator);
        pay.terminateRail(railId);
        rail.endEpoch = pay.getRail(railId).endEpoch;
        if (byPayer) assertEq(rail.endEpoch, block.number + rail.period, "endEpoch");
        _assertSettled(rail.from);
    }

    function settleRail(uint256 seed, uint256 back) external act("settleRail", seed) {
        uint256 railId = _pick(seed >> 8);
        if (railId == 0) return _skip("settleRail");
        MoodyValidator.Mood mood = MoodyValidator.Mood((seed >> 16) % 3);
        validator.set(mood);
        _settled(railId, mood, bound(back, 0, 1) == 0 ? block.number : block.number - back % 30, false);
    }

    function settleWithoutValidation(uint256 seed) external act("settleWithoutValidation", seed) {
        uint256 railId = _pick(seed >> 8);
        if (railId == 0 || _rails[railId - 1].endEpoch == 0) return _skip("settleWithoutValidation");
        GhostRail storage rail = _rails[railId - 1];
        // Going straight to the end of a rail skips most of what can happen to the others: not every time.
        if (block.number <= rail.endEpoch) {
            if ((seed >> 16) % 4 != 0) return _skip("settleWithoutValidation");
            vm.roll(rail.endEpoch + 1);
        }
        _settled(railId, MoodyValidator.Mood.Full, rail.endEpoch, true);
    }

    /* MODEL */

    function _settled(uint256 railId, MoodyValidator.Mood mood, uint256 until, bool skipValidation) private {
        GhostRail storage rail = _rails[railId - 1];
        uint256 reach = _reach(railId, until);
        (uint256 amount, uint256 net, uint256 commission, uint256 fee, uint256 upto) =
            _call(railId, rail.from, until, skipValidation);
        uint256 owed = streamed(railId, rail.settledUpTo, upto);
        if (rail.validated && mood == MoodyValidator.Mood.Stingy) assertLe(amount, owed, "paid too much");
        else assertEq(amount, owed, "paid");
        assertEq(net + commission + fee, amount, "parts");
        if (rail.validated && mood == MoodyValidator.Mood.Slow) assertLe(upto, reach, "reached too much");
        else assertEq(upto, reach, "reached");

        if (upto != rail.settledUpTo) {
            rail.settledUpTo = upto;
            assertEq(_credit(rail, amount), fee, "fee");
        }
        if (rail.endEpoch != 0 && upto >= rail.endEpoch) rail.finalised = true;
        _assertSettled(rail.from);
    }

    /// @dev The last epoch a settlement reaches when no validator stops it.
    function _reach(uint256 railId, uint256 until) private view returns (uint256 limit) {
        IFilecoinPay.RailView memory rail = pay.getRail(railId);
        limit = rail.endEpoch;
        if (limit == 0) (limit,,,) = pay.getAccountInfoIfSettled(address(usdfc), rail.from);
        if (limit > until) limit = until;
        if (limit < rail.settledUpTo) limit = rail.settledUpTo;
    }

    function _call(uint256 railId, address payer, uint256 until, bool skipValidation)
        private
        returns (uint256 amount, uint256 net, uint256 commission, uint256 fee, uint256 upto)
    {
        if (skipValidation) {
            vm.prank(payer);
            (amount, net, commission, fee, upto,) = pay.settleTerminatedRailWithoutValidation(railId);
        } else {
            (amount, net, commission, fee, upto,) = pay.settleRail(railId, until);
        }
    }

    /// @dev Moves a payment in the model: 1/200 rounded up, then the commission rounded down, then the rest.
    function _credit(GhostRail storage rail, uint256 amount) private returns (uint256 fee) {
        fee = amount / 200 + (amount % 200 == 0 ? 0 : 1);
        uint256 commission = (amount - fee) * rail.commissionBps / 10_000;
        ghostFunds[rail.from] -= amount;
        ghostFunds[rail.to] += amount - fee - commission;
        ghostFunds[broker] += commission;
        ghostFunds[address(pay)] += fee;
        ghostPaid += amount;
        ghostReceived += amount - fee - commission;
        ghostFees += fee + commission;
    }

    /// @notice What a rail streams in the epochs after `from` up to and including `to`.
    function streamed(uint256 railId, uint256 from, uint256 to) public view returns (uint256 amount) {
        RateChange[] storage rates = _rails[railId - 1].rates;
        for (uint256 i; i < rates.length; ++i) {
            uint256 start = rates[i].afterEpoch > from ? rates[i].afterEpoch : from;
            uint256 end = i + 1 < rates.length && rates[i + 1].afterEpoch < to ? rates[i + 1].afterEpoch : to;
            if (end > start) amount += rates[i].rate * (end - start);
        }
    }

    function currentRate(uint256 railId) public view returns (uint256) {
        RateChange[] storage rates = _rails[railId - 1].rates;
        return rates.length == 0 ? 0 : rates[rates.length - 1].rate;
    }

    function expectedAccount(address owner, uint256 settledAt) external view returns (uint256 lockup, uint256 rate) {
        for (uint256 railId = 1; railId <= _rails.length; ++railId) {
            GhostRail storage rail = _rails[railId - 1];
            if (rail.finalised || rail.from != owner) continue;
            lockup += rail.lockupFixed;
            if (rail.endEpoch != 0) {
                lockup += streamed(railId, rail.settledUpTo, rail.endEpoch);
            } else {
                lockup += streamed(railId, rail.settledUpTo, settledAt) + currentRate(railId) * rail.period;
                rate += currentRate(railId);
            }
        }
    }

    function expectedUsage(address payer, address operator) external view returns (uint256 rate, uint256 lockup) {
        for (uint256 railId = 1; railId <= _rails.length; ++railId) {
            GhostRail storage rail = _rails[railId - 1];
            if (rail.finalised || rail.from != payer || rail.operator != operator) continue;
            if (rail.endEpoch == 0) rate += currentRate(railId);
            lockup += rail.lockupFixed + currentRate(railId) * rail.period;
        }
    }

    function ghostRail(uint256 railId) external view returns (GhostRail memory) {
        return _rails[railId - 1];
    }

    function railCount() external view returns (uint256) {
        return _rails.length;
    }

    /* HELPERS */

    function _refuseLockup(address from, uint256 railId, uint256 period, uint256 lockupFixed) private {
        _refuse(from, abi.encodeCall(pay.modifyRailLockup, (railId, period, lockupFixed)));
    }

    /// @dev What nobody may do: more than there is, than is allowed, or than is theirs.
    function _refuse(address from, bytes memory data) private {
        vm.prank(from);
        (bool accepted,) = address(pay).call(data);
        assertFalse(accepted, "accepted");
        _reach("refused");
    }

    function _skip(string memory action) private {
        --reached[action];
        --actedTotal;
    }

    function _user(uint256 seed) private view returns (address) {
        return users[seed % users.length];
    }

    /// @dev A rail that is not finalised; 0 when there is none.
    function _pick(uint256 seed) private view returns (uint256 railId) {
        uint256 count = _rails.length;
        for (uint256 i; i < count; ++i) {
            railId = (seed % count + i) % count + 1;
            if (!_rails[railId - 1].finalised) return railId;
        }
        return 0;
    }

    /// @dev How much more the operator of a rail may use now.
    function _room(GhostRail storage rail) private view returns (Room memory room) {
        (uint256 until,, uint256 available,) = pay.getAccountInfoIfSettled(address(usdfc), rail.from);
        room.settled = until >= block.number;
        (, uint256 rateAllowance, uint256 lockupAllowance, uint256 rateUsage, uint256 lockupUsage, uint256 maxPeriod) =
            pay.operatorApprovals(address(usdfc), rail.from, rail.operator);
        room.maxPeriod = maxPeriod;
        if (rateAllowance > rateUsage) room.rate = rateAllowance - rateUsage;
        if (lockupAllowance > lockupUsage) room.lockup = lockupAllowance - lockupUsage;
        if (available < room.lockup) room.lockup = available;
    }

    /// @dev An account that was just settled accounts for now, or cannot cover one epoch more.
    function _assertSettled(address owner) private view {
        (uint256 funds, uint256 lockup, uint256 rate, uint256 settledAt) = pay.accounts(address(usdfc), owner);
        if (settledAt != block.number) assertLt(funds - lockup, rate, "settled too little");
    }
}
