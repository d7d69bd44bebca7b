// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IFilecoinPay} from "src/interfaces/IFilecoinPay.sol";
import {IFilecoinWarmStorageService as IFwss} from "src/interfaces/IFilecoinWarmStorageService.sol";
import {IPDPVerifier} from "src/interfaces/IPDPVerifier.sol";
import {ISessionKeyAuthorizer} from "src/interfaces/ISessionKeyAuthorizer.sol";
import {SessionKeyAuth} from "src/libraries/SessionKeyAuth.sol";
import {Reached} from "test/invariant/Reached.sol";

/// @notice What the campaign of FWSS is to reach: each action, each way of signing, and each refusal.
abstract contract FwssStates is Reached {
    uint256 private constant DONE = 30;
    uint256 private constant REFUSALS = 28;

    /// @notice The first of the states, which a few lives reach.
    uint256 public constant OFTEN = DONE + 7;

    function states() public pure override returns (string[] memory all) {
        string[DONE] memory done = [
            "advance",
            "goToExpiry",
            "deposit",
            "withdraw",
            "approve",
            "settle",
            "settle without progress",
            "login",
            "revoke",
            "revokeAll",
            "create",
            "createAndAdd",
            "add",
            "remove",
            "removal elsewhere",
            "nextProvingPeriod",
            "prove",
            "topUp",
            "terminate",
            "terminateSigned",
            "deleteDataSet",
            "abandoned",
            "replay",
            "replayForAnotherPayer",
            "useUp",
            "session",
            "signed in an envelope",
            "signed under a policy",
            "signed by a P-256 key",
            "signed for the careful payer"
        ];
        (, string[REFUSALS] memory refusals) = _refusals();
        all = new string[](DONE + REFUSALS);
        for (uint256 i = 0; i < all.length; i++) {
            all[i] = i < DONE ? done[i] : refusals[i - DONE];
        }
    }

    function _reachRefusal(bytes memory error) internal {
        (bytes4[REFUSALS] memory selectors, string[REFUSALS] memory names) = _refusals();
        for (uint256 i = 0; i < REFUSALS; i++) {
            // forge-lint: disable-next-line(unsafe-typecast): the selector is what is compared
            if (selectors[i] == bytes4(error)) return _reach(names[i]);
        }
        revert("an error that the campaign does not list");
    }

    function _refusals() private pure returns (bytes4[REFUSALS] memory selectors, string[REFUSALS] memory names) {
        selectors = [
            SessionKeyAuth.NotAuthorized.selector,
            SessionKeyAuth.AuthorizationExpired.selector,
            ISessionKeyAuthorizer.PolicyNotGranted.selector,
            ISessionKeyAuthorizer.LimitExceeded.selector,
            IFwss.ClientDataSetAlreadyRegistered.selector,
            IFwss.NonceAlreadyUsed.selector,
            IFwss.InsufficientLockupFunds.selector,
            IFwss.OperatorNotApproved.selector,
            IFwss.InvalidDataSetId.selector,
            IFwss.DataSetNotRegistered.selector,
            IFwss.DataSetPaymentAlreadyTerminated.selector,
            IFwss.DataSetPaymentBeyondEndEpoch.selector,
            IFwss.CallerNotPayerOrPayee.selector,
            IFwss.CallerNotServiceProvider.selector,
            IFwss.NextProvingPeriodAlreadyCalled.selector,
            IFwss.InvalidChallengeEpoch.selector,
            IFwss.ProofAlreadySubmitted.selector,
            IFwss.ProvingPeriodPassed.selector,
            IFwss.DataSetNotAbandoned.selector,
            IFwss.PaymentRailsNotFinalized.selector,
            IFwss.RailNotFullySettled.selector,
            IPDPVerifier.DataSetNotLive.selector,
            IFilecoinPay.CannotModifyTerminatedRailBeyondEndEpoch.selector,
            IFilecoinPay.LockupFixedIncreaseNotAllowedDueToInsufficientFunds.selector,
            IFilecoinPay.LockupNotSettledRateChangeNotAllowed.selector,
            IFilecoinPay.LockupPeriodChangeNotAllowedDueToInsufficientFunds.selector,
            IFilecoinPay.RailInactiveOrSettled.selector,
            bytes4(keccak256("Error(string)"))
        ];
        names = [
            "NotAuthorized",
            "AuthorizationExpired",
            "PolicyNotGranted",
            "LimitExceeded",
            "ClientDataSetAlreadyRegistered",
            "NonceAlreadyUsed",
            "InsufficientLockupFunds",
            "OperatorNotApproved",
            "InvalidDataSetId",
            "DataSetNotRegistered",
            "DataSetPaymentAlreadyTerminated",
            "DataSetPaymentBeyondEndEpoch",
            "CallerNotPayerOrPayee",
            "CallerNotServiceProvider",
            "NextProvingPeriodAlreadyCalled",
            "InvalidChallengeEpoch",
            "ProofAlreadySubmitted",
            "ProvingPeriodPassed",
            "DataSetNotAbandoned",
            "PaymentRailsNotFinalized",
            "RailNotFullySettled",
            "DataSetNotLive",
            "CannotModifyTerminatedRailBeyondEndEpoch",
            "LockupFixedIncreaseNotAllowedDueToInsufficientFunds",
            "LockupNotSettledRateChangeNotAllowed",
            "LockupPeriodChangeNotAllowedDueToInsufficientFunds",
            "RailInactiveOrSettled",
            "funds do not cover the lockup"
        ];
    }
}
