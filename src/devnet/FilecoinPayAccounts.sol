// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.28;

import {IFilecoinPay} from "../interfaces/IFilecoinPay.sol";
import {Account} from "./libraries/PayAccount.sol";
import {Approval} from "./libraries/PayApproval.sol";
import {ERC20} from "solady/tokens/ERC20.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title FilecoinPayAccounts
/// @notice What owners do with their own money: deposit, withdraw, and approve operators.
abstract contract FilecoinPayAccounts is IFilecoinPay {
    using SafeTransferLib for address;

    /// @inheritdoc IFilecoinPay
    mapping(address token => mapping(address owner => Account account)) public accounts;

    /// @inheritdoc IFilecoinPay
    mapping(address token => mapping(address client => mapping(address operator => Approval approval))) public
        operatorApprovals;

    bool private transient _entered;

    /// @dev Validators and tokens are foreign code: while one runs, nothing here may change.
    modifier nonReentrant() {
        _enter();
        _;
        _leave();
    }

    function _enter() private {
        if (_entered) revert ReentrancyGuardReentrantCall();
        _entered = true;
    }

    function _leave() private {
        _entered = false;
    }

    /* ACCOUNTS */

    /// @inheritdoc IFilecoinPay
    function deposit(address token, address to, uint256 amount) external payable nonReentrant {
        if (msg.value != 0) revert NativeTokenNotAccepted(msg.value);
        _deposit(token, msg.sender, to, amount);
    }

    /// @inheritdoc IFilecoinPay
    function depositWithPermit(
        address token,
        address to,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        _depositWithPermit(token, to, amount, deadline, v, r, s);
    }

    /// @inheritdoc IFilecoinPay
    function depositWithPermitAndApproveOperator(
        address token,
        address to,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s,
        address operator,
        uint256 rateAllowance,
        uint256 lockupAllowance,
        uint256 maxLockupPeriod
    ) external nonReentrant {
        if (to != msg.sender) revert SignerMustBeMsgSender(msg.sender, to);
        _setOperatorApproval(token, operator, true, rateAllowance, lockupAllowance, maxLockupPeriod);
        _depositWithPermit(token, to, amount, deadline, v, r, s);
    }

    /// @inheritdoc IFilecoinPay
    function depositWithPermitAndIncreaseOperatorApproval(
        address token,
        address to,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s,
        address operator,
        uint256 rateAllowanceIncrease,
        uint256 lockupAllowanceIncrease
    ) external nonReentrant {
        if (to != msg.sender) revert SignerMustBeMsgSender(msg.sender, to);
        _increaseOperatorApproval(token, operator, rateAllowanceIncrease, lockupAllowanceIncrease);
        _depositWithPermit(token, to, amount, deadline, v, r, s);
    }

    function _depositWithPermit(
        address token,
        address to,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) private {
        _requireErc20(token);
        ERC20(token).permit(to, address(this), amount, deadline, v, r, s);
        _deposit(token, to, to, amount);
    }

    /// @dev What arrived can only be known after the transfer; the guard is what keeps others out until it is credited.
    function _deposit(address token, address from, address to, uint256 amount) private {
        _requireErc20(token);
        if (to == address(0)) revert ZeroAddressNotAllowed("to");

        uint256 balance = token.balanceOf(address(this));
        if (!token.trySafeTransferFrom(from, address(this), amount)) revert SafeERC20FailedOperation(token);
        uint256 received = token.balanceOf(address(this)) - balance;

        accounts[token][to].funds += received;
        _settleLockup(token, to);
        emit DepositRecorded(token, from, to, received);
    }

    /// @inheritdoc IFilecoinPay
    function withdraw(address token, uint256 amount) external nonReentrant {
        _withdraw(token, msg.sender, amount);
    }

    /// @inheritdoc IFilecoinPay
    function withdrawTo(address token, address to, uint256 amount) external nonReentrant {
        if (to == address(0)) revert ZeroAddressNotAllowed("to");
        _withdraw(token, to, amount);
    }

    /// @dev A token that charges the sender on top would be paid with other accounts' money, hence the last check.
    function _withdraw(address token, address to, uint256 amount) private {
        _requireErc20(token);
        Account storage account = _settleLockup(token, msg.sender);
        if (!account.isSettled()) {
            uint256 behind = block.number - account.lockupLastSettledAt;
            uint256 needed = FixedPointMathLib.saturatingAdd(
                account.lockupCurrent, FixedPointMathLib.saturatingMul(account.lockupRate, behind)
            );
            revert LockupExceedsFundsInvariant(token, msg.sender, needed, account.funds);
        }
        if (amount > account.free()) revert InsufficientUnlockedFunds(account.free(), amount);

        account.funds -= amount;
        emit WithdrawRecorded(token, msg.sender, to, amount);

        uint256 balance = token.balanceOf(address(this));
        token.safeTransfer(to, amount);
        if (token.balanceOf(address(this)) + amount != balance) revert SafeERC20FailedOperation(token);
    }

    function _requireErc20(address token) internal pure {
        if (token == address(0)) revert NativeTokenNotSupported();
    }

    function _settleLockup(address token, address owner) internal returns (Account storage account) {
        account = accounts[token][owner];
        if (account.settle()) {
            emit AccountLockupSettled(
                token, owner, account.lockupCurrent, account.lockupRate, account.lockupLastSettledAt
            );
        }
    }

    /* OPERATOR APPROVALS */

    /// @inheritdoc IFilecoinPay
    function setOperatorApproval(
        address token,
        address operator,
        bool approved,
        uint256 rateAllowance,
        uint256 lockupAllowance,
        uint256 maxLockupPeriod
    ) external nonReentrant {
        _setOperatorApproval(token, operator, approved, rateAllowance, lockupAllowance, maxLockupPeriod);
    }

    function _setOperatorApproval(
        address token,
        address operator,
        bool approved,
        uint256 rateAllowance,
        uint256 lockupAllowance,
        uint256 maxLockupPeriod
    ) private {
        if (operator == address(0)) revert ZeroAddressNotAllowed("operator");
        Approval storage approval = operatorApprovals[token][msg.sender][operator];
        approval.isApproved = approved;
        approval.rateAllowance = rateAllowance;
        approval.lockupAllowance = lockupAllowance;
        approval.maxLockupPeriod = maxLockupPeriod;
        emit OperatorApprovalUpdated(
            token, msg.sender, operator, approved, rateAllowance, lockupAllowance, maxLockupPeriod
        );
    }

    /// @inheritdoc IFilecoinPay
    function increaseOperatorApproval(
        address token,
        address operator,
        uint256 rateAllowanceIncrease,
        uint256 lockupAllowanceIncrease
    ) external nonReentrant {
        _increaseOperatorApproval(token, operator, rateAllowanceIncrease, lockupAllowanceIncrease);
    }

    function _increaseOperatorApproval(
        address token,
        address operator,
        uint256 rateAllowanceIncrease,
        uint256 lockupAllowanceIncrease
    ) private {
        if (operator == address(0)) revert ZeroAddressNotAllowed("operator");
        Approval storage approval = operatorApprovals[token][msg.sender][operator];
        if (!approval.isApproved) revert OperatorNotApproved(msg.sender, operator);
        _setOperatorApproval(
            token,
            operator,
            true,
            approval.rateAllowance + rateAllowanceIncrease,
            approval.lockupAllowance + lockupAllowanceIncrease,
            approval.maxLockupPeriod
        );
    }

    /* VIEWS */

    /// @inheritdoc IFilecoinPay
    function getAccountInfoIfSettled(address token, address owner)
        external
        view
        returns (uint256 fundedUntilEpoch, uint256 currentFunds, uint256 availableFunds, uint256 currentLockupRate)
    {
        Account storage account = accounts[token][owner];
        currentFunds = account.funds;
        currentLockupRate = account.lockupRate;
        fundedUntilEpoch = currentLockupRate == 0
            ? type(uint256).max
            : account.lockupLastSettledAt + account.free() / currentLockupRate;
        availableFunds = account.free() - currentLockupRate * account.settleableEpochs();
    }
}
