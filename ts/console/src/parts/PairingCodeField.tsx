import { useQuery } from '@tanstack/react-query'
import { type Network, type PermissionOrPolicy, pairingCode } from 'foc-session-keys'
import { useState } from 'react'
import type { Address } from 'viem'

/** What was typed for a code, in its own form: `ABCD-EFGH`. */
const plain = (text: string) =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^(.{4})(.+)$/, '$1-$2')

export type Pairing = {
  isRight: boolean
  isWrong: boolean
  onChange: (text: string) => void
  text: string
}

/** Whether the code that goes with a link was typed in. */
export function usePairing(link: {
  network: Network
  permissions: readonly PermissionOrPolicy[]
  sessionKeyAddress: Address
}): Pairing {
  const [text, onChange] = useState('')
  const { network, permissions, sessionKeyAddress } = link
  const { data: code } = useQuery({
    queryFn: () => pairingCode(link),
    queryKey: ['pairingCode', network, sessionKeyAddress, ...permissions.map(String)],
    staleTime: Number.POSITIVE_INFINITY,
  })
  const typed = plain(text)
  const isRight = code !== undefined && typed === code
  return { isRight, isWrong: code !== undefined && typed.length >= code.length && !isRight, onChange, text }
}

/** Asks for the code of the terminal: who only has the link does not get further. */
export function PairingCodeField({ pairing }: { pairing: Pairing }) {
  const { isRight, isWrong, onChange, text } = pairing
  return (
    <>
      <label className="field">
        Code that your terminal shows{' '}
        <input
          type="text"
          autoCapitalize="characters"
          autoComplete="off"
          className="code"
          maxLength={12}
          placeholder="ABCD-EFGH"
          spellCheck={false}
          aria-describedby="code-hint"
          aria-invalid={isWrong}
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      <p id="code-hint" className={isWrong ? 'hint problem' : 'hint'} aria-live="polite">
        {isWrong
          ? 'That is not the code of this key. If you typed what your terminal shows, this link is not from there: do not go on.'
          : isRight
            ? 'The code is right.'
            : 'Look at the terminal where you started the login. Take no code from anywhere else.'}
      </p>
    </>
  )
}
