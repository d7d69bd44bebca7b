import { bytesToHex, type Hex } from 'viem'

/** A key pair of the curve P-256. The private half is a handle: it signs, and its bytes are let out to nobody. */
export type P256KeyPair = {
  privateKey: CryptoKey
  /** x and y, 32 bytes each. */
  publicKey: Hex
}

/**
 * A new key pair for {@link fromP256}, made by WebCrypto, in browsers and in Node. Nobody can export its private half, neither this
 * page nor a script that got into it; it can be kept in IndexedDB as it is.
 *
 * @returns {@link createP256KeyPair.ReturnType}
 * @throws `TypeError` where there is no WebCrypto, as on pages without HTTPS.
 *
 * @example
 * ```ts
 * import { createP256KeyPair, fromP256 } from 'foc-session-keys'
 *
 * const sessionKey = fromP256({ chain, keyPair: await createP256KeyPair(), root: '0x…' })
 * ```
 */
export async function createP256KeyPair(): Promise<createP256KeyPair.ReturnType> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  )
  const point = await crypto.subtle.exportKey('raw', publicKey)
  // The first byte says that the point is not compressed.
  return { privateKey, publicKey: bytesToHex(new Uint8Array(point, 1)) }
}

export declare namespace createP256KeyPair {
  type ReturnType = P256KeyPair
}
