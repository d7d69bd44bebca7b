import type { Patch } from './compile.ts'

/** A contract with a fault, and the promise that it breaks. */
export type Broken = Patch & { name: string; breaks: string; contract: 'authorizer' | 'plain' | 'registry' }

const [registry, authorizer] = ['src/SessionKeyRegistry.sol', 'src/SessionKeyAuthorizer.sol']
const toStored = `Session session = sessions[signer];
        for (uint256 i = 0; i < permissions.length; i++) {
            uint256 lane = SessionLibrary.laneOf(permissions[i]);
            if (lane == SessionLibrary.NO_LANE) {
                _customExpiries[identity][signer][session.generation()][permissions[i]] = expiry;`

/** Each has to be refused, or the proofs prove nothing. */
export const broken: Broken[] = [
  {
    name: 'a grant ends a second early',
    breaks: 'a grant holds up to its expiry, in its generation',
    contract: 'registry',
    file: registry,
    from: 'return block.timestamp <= authorizationExpiry(',
    to: 'return block.timestamp < authorizationExpiry(',
  },
  {
    name: 'a grant outlives its generation',
    breaks: 'a grant holds up to its expiry, in its generation',
    contract: 'registry',
    file: registry,
    from: 'return _customExpiries[identity][signer][session.generation()][permission];',
    to: 'return _customExpiries[identity][signer][0][permission];',
  },
  {
    name: 'what is cleared keeps its lanes',
    breaks: 'revokeAll of 1',
    contract: 'registry',
    file: 'src/types/Session.sol',
    from: '(Session.unwrap(session) >> EXPIRIES_BITS) << EXPIRIES_BITS;',
    to: 'Session.unwrap(session);',
  },
  {
    name: 'a cleared session is stored as another',
    breaks: 'revokeAll of 1',
    contract: 'registry',
    file: registry,
    from: '_sessions[identity][signer] = session;',
    to: '_sessions[signer][identity] = session;',
  },
  {
    name: 'a grant does not use up its nonce',
    breaks: 'login of 1',
    contract: 'registry',
    file: registry,
    from: 'sessions[signer] = session.next();',
    to: 'sessions[signer] = session;',
  },
  {
    name: 'a grant is stored for the generation to come',
    breaks: 'login of 1',
    contract: 'registry',
    file: registry,
    from: toStored,
    to: toStored.replace('generation()', 'generation() + 1'),
  },
  {
    name: 'of a list only the first is written',
    breaks: 'revoke of 2',
    contract: 'registry',
    file: registry,
    from: toStored,
    to: toStored.replace('permissions.length', '1'),
  },
  {
    name: 'anybody can end a session',
    breaks: 'logout',
    contract: 'registry',
    file: registry,
    from: '_clear(identity, msg.sender, origin);',
    to: '_clear(msg.sender, identity, origin);',
  },
  {
    name: 'a signature counts on every chain',
    breaks: 'logoutBySig, 65 bytes',
    contract: 'registry',
    file: registry,
    from: '_hashTypedData(structHash)',
    to: '_hashTypedDataSansChainId(structHash)',
  },
  {
    name: 'a signature counts whoever signed',
    breaks: 'logoutBySig, 65 bytes',
    contract: 'registry',
    file: registry,
    from: 'if (recovered != address(0) && recovered == account) return;',
    to: 'if (recovered != address(0)) return;',
  },
  {
    name: 'a signed grant counts twice',
    breaks: 'loginBySig of 1, 65 bytes',
    contract: 'registry',
    file: registry,
    from: 'if (nonce != current)',
    to: 'if (nonce > current)',
  },
  {
    name: 'a limit is one too high',
    breaks: 'authorize: an envelope of 86 bytes with the flags 2',
    contract: 'authorizer',
    file: authorizer,
    from: 'if (total > opened.limit) {',
    to: 'if (total > opened.limit + 1) {',
  },
  {
    name: 'a count outlives its grant',
    breaks: 'authorize: an envelope of 86 bytes with the flags 2',
    contract: 'authorizer',
    file: authorizer,
    from: 'abi.encode(service, payer, signer, permission, expiry)',
    to: 'abi.encode(service, payer, signer, permission, uint256(0))',
  },
  {
    name: 'a policy for one provider is one for all',
    breaks: 'authorize: an envelope of 86 bytes with the flags 14',
    contract: 'authorizer',
    file: 'src/libraries/SessionKeyEnvelope.sol',
    from: 'flags & THIS_PROVIDER == 0 ? address(0) : request.provider',
    to: 'address(0)',
  },
  {
    name: "a wallet's owner signs for all its wallets",
    breaks: 'authorize: a plain signature of 65 bytes',
    contract: 'authorizer',
    file: 'src/libraries/SessionKeyAuth.sol',
    from: 'abi.encode(PAYER_MESSAGE_TYPEHASH, payer, digest)',
    to: 'abi.encode(PAYER_MESSAGE_TYPEHASH, service, digest)',
  },
  {
    name: 'the service takes what was never granted',
    breaks: 'SessionKeyAuth.tryAuthorizeOn: a plain signature of 65 bytes',
    contract: 'plain',
    file: 'src/libraries/SessionKeyAuth.sol',
    from: 'return block.timestamp <= registry.authorizationExpiry(payer, signer, permission);',
    to: 'return block.timestamp >= registry.authorizationExpiry(payer, signer, permission);',
  },
]
