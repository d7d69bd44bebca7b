// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {DifferentialHandler} from "./DifferentialHandler.sol";
import {Test} from "forge-std/Test.sol";

/// @notice The registry and the model of the live one live the same random life, and must give the same answers all along.
/// forge-config: default.evm_version = "osaka"
contract SessionKeyRegistryDifferentialTest is Test {
    DifferentialHandler private handler;

    function setUp() public {
        handler = new DifferentialHandler();
        handler.setUp();
        targetContract(address(handler));
        bytes4[] memory excluded = new bytes4[](2);
        (excluded[0], excluded[1]) = (handler.setUp.selector, handler.report.selector);
        excludeSelector(FuzzSelector({addr: address(handler), selectors: excluded}));
    }

    /// @dev Runs after every call.
    function invariant_EveryReadAgrees() public view {
        handler.assertEveryReadAgrees();
    }

    /// @dev A few calls, as when forge shrinks a failure, need not do everything.
    function afterInvariant() public {
        handler.report("SessionKeyRegistry");
        uint256 refused = handler.reached("refused");
        if (handler.reached("granted") + handler.reached("taken back") + refused < 48) return;
        assertGt(handler.reached("granted"), 0, "the campaign never granted");
        assertGt(handler.reached("taken back"), 0, "the campaign never revoked");
        assertGt(refused, 0, "the campaign tried nothing that is refused");
    }
}
