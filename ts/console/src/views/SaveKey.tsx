import type { PermissionOrPolicy } from 'foc-session-keys'
import { type ReactNode, useEffect, useState } from 'react'
import type { Address } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { Copy } from '../parts/Copy.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { KeyAddress } from '../parts/KeyAddress.tsx'
import { useRoot } from '../state/root.tsx'
import { sessionEnv } from '../words/sessionEnv.ts'

/**
 * Makes a key, which lives here alone: shown once, gone when this is. It is saved before it is granted anything, so that nothing
 * is granted to a key that nobody has.
 */
export function SaveKey({
  children,
  isBusy,
  onAuthorize,
  onClose,
  permissions,
  text,
}: {
  /** What became of it. */
  children: ReactNode
  isBusy: boolean
  onAuthorize: (address: Address) => void
  onClose: () => void
  /** What is to be granted to it. */
  permissions: readonly PermissionOrPolicy[]
  text: (sessionKey: string) => ReactNode
}) {
  const { address: root, network } = useRoot()
  const [privateKey] = useState(generatePrivateKey)
  const [isSaved, setIsSaved] = useState(false)
  const [isShown, setIsShown] = useState(false)
  const [isClosing, setIsClosing] = useState(false)
  const address = privateKeyToAddress(privateKey)

  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [])

  function download() {
    const file = new Blob([sessionEnv({ address, network, permissions, privateKey, root })], {
      type: 'text/plain',
    })
    const url = URL.createObjectURL(file)
    Object.assign(document.createElement('a'), { download: 'session.env', href: url }).click()
    URL.revokeObjectURL(url)
    setIsSaved(true)
  }

  return (
    <Dialog title="Save the key" onClose={() => setIsClosing(true)}>
      {isClosing && (
        <div className="notice danger" role="alert">
          <p>
            The key is shown here only. Once this is closed, nobody can see it again. Nothing is granted yet.
          </p>
          <button type="button" onClick={() => setIsClosing(false)}>
            Keep it open
          </button>
          <button type="button" className="danger" onClick={onClose}>
            Throw the key away
          </button>
        </div>
      )}
      <p>
        This is the new key. It is on this page only, and will not be shown again. Who has it can do what you
        let it do, so keep it as you keep a password.
      </p>
      <p>
        Its address: <KeyAddress address={address} what="address of the new key" />
      </p>
      <p className="secret">
        {isShown ? (
          <code>{privateKey}</code>
        ) : (
          <button type="button" onClick={() => setIsShown(true)}>
            Show the private key
          </button>
        )}{' '}
        <Copy text={privateKey} what="private key" />
      </p>
      <p>
        <button type="button" onClick={download}>
          Download session.env
        </button>
      </p>
      <p className="hint">
        A file with the lines SESSION_KEY, SESSION_ADDRESS, NETWORK, WALLET_ADDRESS, and SESSION_SCOPES, which
        is what it may do. Let nobody else read it: chmod 600 session.env
      </p>
      <p>
        <label>
          <input type="checkbox" checked={isSaved} onChange={({ target }) => setIsSaved(target.checked)} /> I
          saved the key
        </label>
      </p>
      {text(address)}
      {children}
      <button
        type="button"
        className="primary"
        disabled={!isSaved || isBusy}
        onClick={() => onAuthorize(address)}
      >
        Authorize
      </button>
    </Dialog>
  )
}
