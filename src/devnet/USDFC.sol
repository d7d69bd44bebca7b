// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity 0.8.30;

import {ERC20} from "solady/tokens/ERC20.sol";

/// @title USDFC
/// @notice Local stand-in for the USDFC stablecoin: same name, symbol, decimals and permit domain. Anyone may mint it, so it
/// is worth nothing and belongs on a devnet only.
contract USDFC is ERC20 {
    /// @notice Makes `amount` base units for `to` out of nothing. Local only: the live token has no such function.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @inheritdoc ERC20
    function name() public pure override returns (string memory) {
        return "USD for Filecoin Community";
    }

    /// @inheritdoc ERC20
    function symbol() public pure override returns (string memory) {
        return "USDFC";
    }

    /// @notice The version in the permit's EIP-712 domain.
    function version() external pure returns (string memory) {
        return "1";
    }

    /// @dev The live token gives Permit2 no allowance of its own.
    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }
}
