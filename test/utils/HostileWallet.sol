// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

/// @notice A payer's code that answers a question about a signature in each of the ways that might harm who asks.
contract HostileWallet {
    enum Answer {
        /// With the data of an error that FWSS has.
        RevertAsFwss,
        RevertWithMuch,
        ReturnMuch,
        ReturnNothing,
        /// The right value, in the wrong place.
        ReturnShort,
        CallBack
    }

    uint256 public constant ANSWERS = 6;

    error NotAuthorized(address payer, address signer, bytes32 operation);

    Answer private _answer;
    address private _target;
    bytes private _data;

    function answer(Answer next, address target, bytes calldata data) external {
        (_answer, _target, _data) = (next, target, data);
    }

    /// @dev `isValidSignature(bytes32,bytes)`, whatever it answers.
    fallback() external {
        if (_answer == Answer.RevertAsFwss) revert NotAuthorized(address(1), address(2), bytes32(uint256(3)));
        if (_answer == Answer.CallBack) {
            // A write in a view takes all the gas that it is given.
            (bool done,) = _target.call{gas: 200_000}(_data);
            // What was called back into would have let it.
            if (done) _return(abi.encode(bytes4(0x1626ba7e)));
        }
        if (_answer == Answer.RevertWithMuch) _revert(new bytes(50_000));
        if (_answer == Answer.ReturnMuch) _return(new bytes(50_000));
        if (_answer == Answer.ReturnShort) _return(abi.encodePacked(bytes4(0x1626ba7e)));
    }

    function _return(bytes memory data) private pure {
        // Whatever is in `data`, without its length before it.
        assembly ("memory-safe") {
            return(add(data, 32), mload(data))
        }
    }

    function _revert(bytes memory data) private pure {
        // As above.
        assembly ("memory-safe") {
            revert(add(data, 32), mload(data))
        }
    }
}
