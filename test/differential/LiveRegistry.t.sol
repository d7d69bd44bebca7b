// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {LiveHandler} from "./LiveHandler.sol";
import {Test} from "forge-std/Test.sol";

/// @notice The registry and a model of the live one live the same random life, by the live ABI. They do the same, but for what
/// docs/devnet.md lists.
contract LiveRegistryDifferentialTest is Test {
    LiveHandler private handler;

    function setUp() public {
        handler = new LiveHandler();
        handler.setUp();
        targetContract(address(handler));
        bytes4[] memory excluded = new bytes4[](2);
        (excluded[0], excluded[1]) = (handler.setUp.selector, handler.report.selector);
        excludeSelector(FuzzSelector({addr: address(handler), selectors: excluded}));
    }

    /// @dev Runs after every call, which compares what the two did.
    function invariant_ClientsOfTheLiveAbiSeeTheSame() public view {
        handler.assertReadsAreTheSame();
    }

    /// @dev A few calls, as when forge shrinks a failure, need not do everything.
    function afterInvariant() public {
        handler.assertEveryReadIsTheSame();
        handler.report("LiveRegistry");
        uint256 alike =
            handler.reached("granted alike") + handler.reached("funded alike") + handler.reached("revoked alike");
        uint256 apart = handler.reached("granted to zero there") + handler.reached("granted until before now there")
            + handler.reached("granted too far there") + handler.reached("changed nothing there");
        if (alike + apart + handler.reached("refused alike") < 32) return;
        assertGt(alike, 0, "the two did nothing alike");
        assertGt(apart, 0, "the two never differed");
        assertGt(handler.reached("refused alike"), 0, "nothing was malformed");
    }
}
