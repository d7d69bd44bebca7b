// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Script} from "forge-std/Script.sol";
import {LibRLP} from "solady/utils/LibRLP.sol";

/// @notice Deploys from within a script, and goes on when the code is there.
/// @dev `vm.broadcast` sends after the script is over: too late for it to know whether anything was deployed. It also estimates
/// gas as the EVM counts it, which on Filecoin is a fraction of what is needed; here the node is asked.
abstract contract Sender is Script {
    using LibRLP for LibRLP.List;

    uint256 private constant POLL_MILLISECONDS = 250;
    uint256 private constant PATIENCE_MILLISECONDS = 15 minutes * 1000;

    /// @notice The transaction was mined, or nobody mined it, and there is no code.
    error NotDeployed(address expected);

    /// @notice Sends a transaction that deploys to `expected`, signed by the script's wallet, and waits for the code.
    /// @param to The CREATE2 factory; zero for a plain CREATE.
    function sendDeployment(address to, bytes memory data, address expected) internal {
        uint256 nonce = nextNonce();
        ask("eth_sendRawTransaction", quoted(vm.toString(signed(to, data, nonce))));
        for (uint256 waited = 0; codeAt(expected).length == 0; waited += POLL_MILLISECONDS) {
            // The receipt may be known to one node behind a balancer, and the code not yet to another.
            if (waited > PATIENCE_MILLISECONDS) revert NotDeployed(expected);
            vm.sleep(POLL_MILLISECONDS);
        }
    }

    /// @dev An EIP-1559 transaction.
    function signed(address to, bytes memory data, uint256 nonce) private returns (bytes memory) {
        string memory call =
            string.concat('{"from":', quoted(vm.toString(msg.sender)), ',"data":', quoted(vm.toString(data)));
        if (to != address(0)) call = string.concat(call, ',"to":', quoted(vm.toString(to)));
        uint256 gas = number("eth_estimateGas", string.concat(call, "}"));
        uint256 tip = number("eth_maxPriorityFeePerGas", "");

        LibRLP.List memory fields = LibRLP.p(block.chainid).p(nonce).p(tip).p(2 * block.basefee + tip).p(gas);
        fields = to == address(0) ? fields.p(bytes("")) : fields.p(to);
        fields = fields.p(uint256(0)).p(data).p(LibRLP.p());
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keccak256(bytes.concat(hex"02", fields.encode())));
        return bytes.concat(hex"02", fields.p(uint256(v) - 27).p(uint256(r)).p(uint256(s)).encode());
    }

    /// @dev Of the script's wallet.
    function nextNonce() internal returns (uint256) {
        return number("eth_getTransactionCount", string.concat(quoted(vm.toString(msg.sender)), ',"pending"'));
    }

    /// @dev What the node says now: the state that the script runs on is as old as the script.
    function codeAt(address account) internal returns (bytes memory) {
        return ask("eth_getCode", string.concat(quoted(vm.toString(account)), ',"latest"'));
    }

    function number(string memory method, string memory params) private returns (uint256 result) {
        bytes memory digits = ask(method, params);
        for (uint256 i = 0; i < digits.length; i++) {
            result = result << 8 | uint8(digits[i]);
        }
    }

    function ask(string memory method, string memory params) private returns (bytes memory) {
        // forge-lint: disable-next-line(unsafe-cheatcode): asks the node that the script was given
        return vm.rpc(method, string.concat("[", params, "]"));
    }

    function quoted(string memory text) private pure returns (string memory) {
        return string.concat('"', text, '"');
    }
}
