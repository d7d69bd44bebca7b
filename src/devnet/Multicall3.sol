// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

/// @title Multicall3
/// @notice Local stand-in for the contract of that name that is at the same address on every public chain: many calls in
/// one, and a few facts about the block. Only what viem and the Synapse SDK call is here.
contract Multicall3 {
    struct Call3 {
        /// Whom to call.
        address target;
        /// Whether the batch goes on when this call reverts.
        bool allowFailure;
        /// Selector and arguments.
        bytes callData;
    }

    struct Result {
        /// Whether the call went through.
        bool success;
        /// What it returned or, when it reverted, the revert data.
        bytes returnData;
    }

    /// @notice A call failed that was not allowed to.
    error CallFailed(uint256 index, bytes returnData);

    /// @notice Makes all calls in their order.
    function aggregate3(Call3[] calldata calls) external payable returns (Result[] memory results) {
        results = new Result[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            (bool success, bytes memory returnData) = calls[i].target.call(calls[i].callData);
            if (!success && !calls[i].allowFailure) revert CallFailed(i, returnData);
            results[i] = Result({success: success, returnData: returnData});
        }
    }

    /// @notice Unix seconds of this block.
    function getCurrentBlockTimestamp() external view returns (uint256) {
        return block.timestamp;
    }

    /// @notice Number of this block.
    function getBlockNumber() external view returns (uint256) {
        return block.number;
    }

    /// @notice Balance of an account, in attoFIL.
    function getEthBalance(address account) external view returns (uint256) {
        return account.balance;
    }
}
