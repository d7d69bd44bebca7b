import { Synapse } from '@filoz/synapse-sdk'
import { useMutation } from '@tanstack/react-query'
import type { SessionKey } from 'foc-session-keys'
import type { SynapseChain } from 'foc-session-keys/chains'
import { useMemo, useState } from 'react'
import { type Address, custom } from 'viem'
import { useClient } from 'wagmi'
import { chain, config } from './config.ts'
import { Problem } from './Problem.tsx'

type Upload = { copies: number; name: string; pieceCid: string }

/** Uploads files, one after the other, with the session key: the wallet is not asked. */
export function Uploads({ root, sessionKey }: { root: Address; sessionKey: SessionKey<SynapseChain> }) {
  const client = useClient({ chainId: chain.id, config })
  const [done, setDone] = useState<readonly Upload[]>([])
  const synapse = useMemo(
    () =>
      client &&
      Synapse.create({
        account: root, // pays
        chain,
        sessionKey, // signs
        source: null,
        transport: custom(client), // for an account without a key, the SDK takes no other
      }),
    [client, root, sessionKey],
  )
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const result = await synapse?.storage.upload(new Uint8Array(await file.arrayBuffer()))
        if (!result) continue
        const { copies, pieceCid } = result
        setDone((before) => [...before, { copies: copies.length, name: file.name, pieceCid: `${pieceCid}` }])
      }
    },
  })
  return (
    <section aria-labelledby="uploads">
      <h2 id="uploads">Uploads</h2>
      <label className="button">
        Choose files
        <input
          type="file"
          multiple
          disabled={upload.isPending}
          onChange={({ target }) => {
            upload.mutate([...(target.files ?? [])])
            target.value = ''
          }}
        />
      </label>
      <p role="status">{upload.isPending ? 'Uploading…' : done.length > 0 && `${done.length} uploaded.`}</p>
      <Problem error={upload.error} />
      <ul>
        {done.map(({ copies, name, pieceCid }) => (
          <li key={`${pieceCid} ${name}`}>
            <strong>{name}</strong>, {copies} copies, <code data-volatile="">{pieceCid}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
