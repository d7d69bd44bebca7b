// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {CommonBase} from "forge-std/Base.sol";

/// @notice What the handler of a campaign did and met in one life, by name. It lists the names, so that a state which is never
/// reached shows: `npm run campaign` adds up what all lives reached.
abstract contract Reached is CommonBase {
    mapping(string state => uint256 times) public reached;

    /// @notice All that a long campaign is to reach.
    function states() public pure virtual returns (string[] memory);

    function _reach(string memory state) internal {
        ++reached[state];
    }

    /// @notice Adds a line to the file that `CAMPAIGN_STATES` names, if that is set.
    function report(string memory campaign) external {
        string memory file = vm.envOr("CAMPAIGN_STATES", string(""));
        if (bytes(file).length == 0) return;
        string[] memory names = states();
        string memory json = "report";
        string memory line;
        for (uint256 i = 0; i < names.length; i++) {
            line = vm.serializeUint(json, names[i], reached[names[i]]);
        }
        // forge-lint: disable-next-line(unsafe-cheatcode): a file that `npm run campaign` made for it
        vm.writeLine(file, string.concat('{"campaign":"', campaign, '","states":', line, "}"));
    }
}
