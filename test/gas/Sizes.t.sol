// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssBase} from "../FwssBase.t.sol";

/// @notice Bytes of the contracts as they are deployed.
contract SizesTest is FwssBase {
    function test_Sizes() public {
        vm.snapshotValue("Sizes", "SessionKeyRegistry", address(registry).code.length);
        vm.snapshotValue("Sizes", "SessionKeyAuthorizer", address(authorizer).code.length);
        vm.snapshotValue("Sizes", "FilecoinWarmStorageService", address(fwss).code.length);
        vm.snapshotValue("Sizes", "FilecoinWarmStorageServiceStateView", address(fwssView).code.length);
    }
}
