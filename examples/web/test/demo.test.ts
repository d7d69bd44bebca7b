import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createPublicClient, http } from 'viem'
import { expect, test } from 'vitest'
import { freePort } from '../../../ts/devnet/test/processes.ts'

test('default: it starts, serves, and Ctrl-C ends it', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo.ts', '--port', `${await freePort()}`], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  try {
    let said = ''
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk
        if (said.includes('Ctrl-C ends it.')) resolve()
      })
      child.once('exit', () => reject(new Error(`It has ended: ${said}`)))
    })
    const links = said.match(/http:\/\/\S+/g)?.map((link) => link.replace(/,$/, '')) ?? []
    const rpcUrl = links.pop() as string
    expect(links.length).toBeGreaterThan(0)
    expect(await createPublicClient({ transport: http(rpcUrl) }).getChainId()).toBe(31415926)
    const titles = await Promise.all(
      links.map(async (link) => /<title>(.*)<\/title>/.exec(await (await fetch(link)).text())?.[1]),
    )
    expect(titles[0]).toBe('Uploads with one prompt')
    for (const title of titles) expect(title).toBeTruthy()
    const script = /src="(\/assets\/[^"]+)"/.exec(await (await fetch(links[0] as string)).text())?.[1]
    expect(await (await fetch(new URL(script ?? '', links[0]))).text()).toContain(rpcUrl)

    // As a terminal does, to the whole group.
    process.kill(-(child.pid as number), 'SIGINT')
    expect(await ended).toEqual([0, null])
    for (const link of [...links, rpcUrl]) await expect(fetch(link)).rejects.toThrow('fetch failed')
  } finally {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid as number), 'SIGKILL')
  }
}, 120_000)
