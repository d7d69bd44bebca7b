// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ERC20} from "solady/tokens/ERC20.sol";

/// @notice A token that burns a fee of every transfer, out of what arrives or on top of what is sent.
contract FeeToken is ERC20 {
    uint256 internal immutable FEE_OUT_OF;
    uint256 internal immutable FEE_ON_TOP;

    constructor(uint256 feeOutOf, uint256 feeOnTop) {
        FEE_OUT_OF = feeOutOf;
        FEE_ON_TOP = feeOnTop;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function name() public pure override returns (string memory) {
        return "Fee";
    }

    function symbol() public pure override returns (string memory) {
        return "FEE";
    }

    function _afterTokenTransfer(address from, address to, uint256) internal override {
        if (from == address(0) || to == address(0)) return;
        if (FEE_OUT_OF != 0) _burn(to, FEE_OUT_OF);
        if (FEE_ON_TOP != 0) _burn(from, FEE_ON_TOP);
    }
}
