// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {AuthorizerHandler} from "./AuthorizerHandler.sol";
import {Test} from "forge-std/Test.sol";

/// @notice Nothing is accepted without a grant that holds and room that is left, and no count is above its limit.
/// forge-config: default.evm_version = "osaka"
contract SessionKeyAuthorizerInvariantTest is Test {
    AuthorizerHandler private handler;

    function setUp() public {
        handler = new AuthorizerHandler();
        handler.setUp();
        targetContract(address(handler));
        bytes4[] memory excluded = new bytes4[](2);
        (excluded[0], excluded[1]) = (handler.setUp.selector, handler.report.selector);
        excludeSelector(FuzzSelector({addr: address(handler), selectors: excluded}));
    }

    function invariant_CountsAgreeAndKeepToTheirLimits() public view {
        handler.assertCountsAgree();
    }

    /// @dev A few calls, as when forge shrinks a failure, need not do everything.
    function afterInvariant() public {
        handler.report("SessionKeyAuthorizer");
        if (handler.questions() < 24) return;
        assertGt(handler.reached("accepted"), 0, "the campaign did nothing");
        assertLt(handler.reached("accepted"), handler.questions(), "the campaign tried nothing that is refused");
    }
}
