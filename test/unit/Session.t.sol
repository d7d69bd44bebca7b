// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {FwssPermissions} from "../../src/libraries/FwssPermissions.sol";
import {Session, SessionLibrary} from "../../src/types/Session.sol";
import {Test} from "forge-std/Test.sol";

/// @notice The slot, put together by its drawing, with every field as full as it can be.
contract SessionTest is Test {
    struct Fields {
        uint40[4] expiries;
        uint48 generation;
        uint48 nonce;
    }

    function pack(Fields memory f) private pure returns (Session) {
        return Session.wrap(
            uint256(
                bytes32(
                    abi.encodePacked(f.nonce, f.generation, f.expiries[3], f.expiries[2], f.expiries[1], f.expiries[0])
                )
            )
        );
    }

    function assertFields(Session session, Fields memory f) private pure {
        assertEq(Session.unwrap(session), Session.unwrap(pack(f)));
        for (uint256 i = 0; i < 4; i++) {
            assertEq(session.expiry(SessionLibrary.laneOf(FwssPermissions.all()[i])), f.expiries[i]);
        }
        assertEq(session.generation(), f.generation);
        assertEq(session.nonce(), f.nonce);
    }

    function testFuzz_EachChangeKeepsToItsField(Fields memory f, uint256 choice, uint40 expiry) public pure {
        f.nonce = uint48(bound(f.nonce, 0, type(uint48).max - 1));
        f.generation = uint48(bound(f.generation, 0, type(uint48).max - 1));
        assertFields(pack(f), f);

        uint256 lane = choice % 4;
        Session session = pack(f).withExpiry(SessionLibrary.laneOf(FwssPermissions.all()[lane]), expiry);
        f.expiries[lane] = expiry;
        assertFields(session, f);

        f.nonce++;
        assertFields(session.next(), f);

        delete f.expiries;
        f.generation++;
        assertFields(session.cleared(), f);
    }
}
