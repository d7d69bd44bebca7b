// SPDX-License-Identifier: Apache-2.0 OR MIT
pragma solidity ^0.8.24;

import {ISessionKeyRegistry} from "foc-session-keys/contracts/interfaces/ISessionKeyRegistry.sol";
import {SessionKeyAuth} from "foc-session-keys/contracts/libraries/SessionKeyAuth.sol";
import {EIP712} from "solady/utils/EIP712.sol";

/// @title GuestBook
/// @notice How a contract of your own lets session keys act: name the operation by its EIP-712 type hash, let
/// `SessionKeyAuth` decide, and use up a nonce of whoever signed.
contract GuestBook is EIP712 {
    /// @notice What is signed, and the permission to grant to a session key that is to sign it.
    bytes32 public constant WRITE = keccak256("Write(address author,string text,uint256 nonce)");

    ISessionKeyRegistry private immutable REGISTRY;

    /// @notice The next nonce of a signer, from 0.
    mapping(address signer => uint256) public nonces;

    /// @notice `author` wrote, by the hand of `signer`: itself or a session key.
    event Written(address indexed author, address indexed signer, string text);

    error WrongNonce(address signer, uint256 nonce, uint256 expected);

    constructor(ISessionKeyRegistry registry) {
        REGISTRY = registry;
    }

    /// @notice Writes in the name of `author`. Anyone may submit what `author` or its session key signed.
    function write(address author, string calldata text, uint256 nonce, bytes calldata signature) external {
        bytes32 digest = _hashTypedData(keccak256(abi.encode(WRITE, author, keccak256(bytes(text)), nonce)));
        (address signer,) = SessionKeyAuth.authorize(REGISTRY, author, WRITE, digest, signature);
        if (nonce != nonces[signer]) revert WrongNonce(signer, nonce, nonces[signer]);
        nonces[signer]++;
        emit Written(author, signer, text);
    }

    function _domainNameAndVersion() internal pure override returns (string memory name, string memory version) {
        return ("GuestBook", "1");
    }
}
