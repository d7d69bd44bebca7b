import { useId } from 'react'
import { type Address, getAddress, isAddress, isAddressEqual, isHex } from 'viem'

/** The address in a text, unless it is the wallet's own. In one case, or with the right checksum: else a letter of it is wrong. */
export function addressIn(text: string, root?: Address): Address | undefined {
  const isOther = isAddress(text) && BigInt(text) > 0n && !(root && isAddressEqual(text, root))
  return isOther ? getAddress(text) : undefined
}

/** What is wrong with a text, or nothing. */
function problemOf(text: string, root: Address | undefined): string | undefined {
  if (text === '' || addressIn(text, root)) return undefined
  if (!isAddress(text, { strict: false }) || BigInt(text) === 0n) return 'That is no address.'
  return isAddress(text)
    ? 'That is your wallet itself. A session key is another key.'
    : 'A letter of that address is wrong. Copy it again.'
}

/** Asks for an address. A private key that is pasted by mistake does not stay. */
export function AddressField({
  label,
  onChange,
  root,
  value,
}: {
  label: string
  onChange: (value: string) => void
  /** The wallet, where it is not to be its own address. */
  root?: Address
  value: string
}) {
  const id = useId()
  const problem =
    value === 'secret'
      ? 'That was a private key. Give an address; nobody needs the key.'
      : problemOf(value, root)
  return (
    <>
      <label className="field">
        {label}{' '}
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          placeholder="0x…"
          aria-describedby={id}
          aria-invalid={problem !== undefined}
          value={value === 'secret' ? '' : value}
          onChange={({ target }) => {
            const text = target.value.trim()
            onChange(isHex(text.startsWith('0x') ? text : `0x${text}`) && text.length >= 64 ? 'secret' : text)
          }}
        />
      </label>
      <p id={id} className="hint problem" aria-live="polite">
        {problem}
      </p>
    </>
  )
}
