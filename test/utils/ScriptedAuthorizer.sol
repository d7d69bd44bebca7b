// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {IDataSetAuthorizer} from "../../src/interfaces/IDataSetAuthorizer.sol";

/// @notice A data set authorizer that answers as it is told, whatever it is asked.
contract ScriptedAuthorizer is IDataSetAuthorizer {
    enum Answer {
        Yes,
        No,
        Revert,
        BurnGas,
        Reenter
    }

    error Refused(uint256 dataSetId);

    Answer private _answer;
    address private _target;
    bytes private _call;

    function answer(Answer next) external {
        _answer = next;
    }

    function reenter(address target, bytes calldata call) external {
        (_answer, _target, _call) = (Answer.Reenter, target, call);
    }

    function isAuthorized(uint256 dataSetId, address, bytes32, bytes32, bytes calldata, bytes calldata)
        external
        returns (bool)
    {
        if (_answer == Answer.Revert) revert Refused(dataSetId);
        if (_answer == Answer.BurnGas) {
            for (uint256 i = 0; true; i++) {
                keccak256(abi.encode(i));
            }
        }
        if (_answer == Answer.Reenter) {
            (bool done, bytes memory reason) = _target.call(_call);
            if (!done) {
                assembly ("memory-safe") {
                    revert(add(reason, 32), mload(reason))
                }
            }
        }
        return _answer != Answer.No;
    }
}
