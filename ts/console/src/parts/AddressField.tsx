import { type Address, getAddress, isAddress, isAddressEqual, isHex } from 'viem'

/** The address in a text, unless it is the wallet's own. In one case, or with the right checksum: else a letter of it is wrong. */
export function addressIn(text: string, root: Address): Address | undefined {
  return isAddress(text) && BigInt(text) > 0n && !isAddressEqual(text, root) ? getAddress(text) : undefined
}

/** What is wrong with a text, or nothing. */
function problemOf(text: string, root: Address): string | undefined {
  if (text === '' || addressIn(text, root)) return undefined
  if (!isAddress(text, { strict: false }) || BigInt(text) === 0n) return 'That is no address.'
  return isAddress(text)
    ? 'That is your wallet itself. A session key is another key.'
    : 'A letter of that address is wrong. Copy it again.'
}

/** Asks for the address of a key. A private key that is pasted by mistake does not stay. */
export function AddressField({
  onChange,
  root,
  value,
}: {
  onChange: (value: string) => void
  root: Address
  value: string
}) {
  const problem =
    value === 'secret'
      ? 'That was a private key. Give its address; nobody needs the key.'
      : problemOf(value, root)
  return (
    <>
      <label className="field">
        Address{' '}
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          placeholder="0x…"
          aria-describedby="address-problem"
          aria-invalid={problem !== undefined}
          value={value === 'secret' ? '' : value}
          onChange={({ target }) => {
            const text = target.value.trim()
            onChange(isHex(text.startsWith('0x') ? text : `0x${text}`) && text.length >= 64 ? 'secret' : text)
          }}
        />
      </label>
      <p id="address-problem" className="hint problem" aria-live="polite">
        {problem}
      </p>
    </>
  )
}
