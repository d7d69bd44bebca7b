// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice A session key that is a contract, and what it does with what it is sent: it takes it, writes it down, or refuses it.
contract Receiver {
    enum Manner {
        TAKES,
        /// For which 2300 gas are not enough.
        WRITES,
        REFUSES
    }

    error Unwanted(uint256 value);

    Manner private immutable MANNER;
    uint256 public received;

    constructor(Manner manner) {
        MANNER = manner;
    }

    receive() external payable {
        if (MANNER == Manner.WRITES) received += msg.value + 1;
        if (MANNER == Manner.REFUSES) revert Unwanted(msg.value);
    }
}
