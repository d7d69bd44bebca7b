// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {SessionKeyAuth} from "../../../src/libraries/SessionKeyAuth.sol";
import {AuthorizerBase} from "./AuthorizerBase.sol";

/// @notice Where the chain has no P-256, such a signature is nobody's.
contract AuthorizeWithoutP256Test is AuthorizerBase {
    function test_RevertGiven_ChainKnowsNoP256() public {
        // Made elsewhere: x, y and what they signed are of no account.
        bytes memory envelope = abi.encodePacked(MAGIC, uint8(1), new bytes(128));
        vm.expectRevert(abi.encodeWithSelector(SessionKeyAuth.NotAuthorized.selector, root.addr, address(0), OPERATION));
        ask(envelope);
    }
}
