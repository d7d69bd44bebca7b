// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @title IFeeAuction
/// @notice How the live FilecoinPay sells its network fees for FIL, which it burns. The one of this suite keeps them: the
/// interface is here so that clients find the functions in the ABI.
interface IFeeAuction {
    /// @notice The auction of the fees in `token`: its first price in attoFIL, and when it began, in Unix seconds.
    function auctionInfo(address token) external view returns (uint88 startPrice, uint168 startTime);

    /// @notice Burns the FIL sent along, at least the auction's price, for `requested` base units of fees in `token`.
    function burnForFees(address token, address recipient, uint256 requested) external payable;
}
