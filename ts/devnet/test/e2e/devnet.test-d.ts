import { Synapse } from '@filoz/synapse-sdk'
import { fromSecp256k1 } from 'foc-session-keys'
import type { createDevnet } from 'foc-session-keys-devnet'
import { type Chain, createPublicClient, http, type PrivateKeyAccount } from 'viem'
import { expectTypeOf, test } from 'vitest'

const chain = {} as createDevnet.ReturnType['chain']
const account = {} as PrivateKeyAccount

test('the chain of a devnet, and a session key on it, go into Synapse.create without a cast', () => {
  const create = () => {
    const sessionKey = fromSecp256k1({ chain, privateKey: '0x', root: account.address })
    return Synapse.create({ account, chain, sessionKey, source: null, transport: http() })
  }
  expectTypeOf(create).returns.toEqualTypeOf<Synapse>()
})

test('the chain of a devnet goes into viem', () => {
  expectTypeOf(chain).toExtend<Chain>()
  expectTypeOf(() => createPublicClient({ chain, transport: http() })).toBeFunction()
})
