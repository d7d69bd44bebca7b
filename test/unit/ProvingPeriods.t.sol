// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {ProvingPeriods} from "src/libraries/ProvingPeriods.sol";

contract ProvingPeriodsTest is Test {
    function test_Period() public pure {
        assertEq(ProvingPeriods.periodOf(1000, 100, 1001), 0);
        assertEq(ProvingPeriods.periodOf(1000, 100, 1100), 0);
        assertEq(ProvingPeriods.periodOf(1000, 100, 1101), 1);
        assertEq(ProvingPeriods.deadlineOf(1000, 100, 0), 1100);
        assertEq(ProvingPeriods.deadlineOf(1000, 100, 1), 1200);
    }

    function test_FirstDeadline() public pure {
        assertEq(ProvingPeriods.firstDeadline(1000, 100, 1000), 1100);
        assertEq(ProvingPeriods.firstDeadline(1000, 100, 1001), 1200);
        assertEq(ProvingPeriods.firstDeadline(1000, 100, 1100), 1200);
    }

    function test_NextDeadline() public pure {
        uint256[5] memory current = [uint256(1001), 1100, 1101, 1200, 1201];
        uint256[5] memory skipped = [uint256(0), 0, 0, 0, 1];
        uint256[5] memory next = [uint256(1200), 1200, 1200, 1200, 1300];
        for (uint256 i = 0; i < 5; i++) {
            assertEq(ProvingPeriods.skipped(1100, 100, current[i]), skipped[i]);
            assertEq(ProvingPeriods.nextDeadline(1100, 100, current[i]), next[i]);
        }
    }

    /// @dev Every epoch after the activation is in one period, and that ends with its deadline.
    function testFuzz_PeriodsAreWithoutGaps(uint48 activation, uint48 period, uint48 epochs) public pure {
        period = uint48(bound(period, 1, 2 ** 40));
        epochs = uint48(bound(epochs, 1, type(uint48).max));
        uint256 epoch = uint256(activation) + epochs;
        uint256 deadline =
            ProvingPeriods.deadlineOf(activation, period, ProvingPeriods.periodOf(activation, period, epoch));
        assertGe(deadline, epoch);
        assertLt(deadline - period, epoch);
        // The first deadline that is a whole period away.
        uint256 first = ProvingPeriods.firstDeadline(activation, period, epoch);
        assertGe(first, epoch + period);
        assertLt(first - period, epoch + period);
        assertEq((first - activation) % period, 0);
    }
}
