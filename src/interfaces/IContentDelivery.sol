// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IContentDelivery
/// @notice What the live Filecoin Warm Storage Service has for content delivery by FilBeam. The service of this suite sells
/// none: the interface is here so that clients find the functions in the ABI. Amounts are in base units of USDFC.
interface IContentDelivery {
    event CDNPaymentRailsToppedUp(
        uint256 indexed dataSetId,
        uint256 cdnAmountAdded,
        uint256 totalCdnLockup,
        uint256 cacheMissAmountAdded,
        uint256 totalCacheMissLockup
    );
    event CDNServiceTerminated(
        address indexed caller, uint256 indexed dataSetId, uint256 cacheMissRailId, uint256 cdnRailId
    );

    /// @notice The payer locks more for content delivery from a data set.
    function topUpCDNPaymentRails(uint256 dataSetId, uint256 cdnAmountToAdd, uint256 cacheMissAmountToAdd) external;

    /// @notice FilBeam takes what was delivered out of what is locked.
    function settleFilBeamPaymentRails(uint256 dataSetId, uint256 cdnAmount, uint256 cacheMissAmount) external;

    /// @notice Ends content delivery from a data set, not its storage.
    function terminateCDNService(uint256 dataSetId) external;

    /// @notice FilBeam names who acts for it from now on.
    function transferFilBeamController(address newController) external;
}
