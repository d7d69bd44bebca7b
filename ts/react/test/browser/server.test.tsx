import { memoryStorage } from 'foc-session-keys/storage'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { App, createTested, type Setup } from './app.tsx'
import { connect, says, usePages } from './usePages.ts'

const { devnet, visit } = usePages()

test('default: rendered on a server, taken over by a browser without a difference', async () => {
  expect(globalThis).not.toHaveProperty('window')
  const setup: Setup = { chains: [devnet.chain], html: '', pollingInterval: 200 }
  const tested = createTested(setup)
  const html = renderToString(<App setup={setup} storage={memoryStorage} tested={tested} />)
  expect(html).toContain('<p id="status">none</p>')
  expect(tested.queryClient.isFetching()).toBe(0)

  const { context, open } = await visit([0], { html })
  const page = await open()
  await connect(page)
  await page.evaluate(() => window.tested.hooks?.session.start.mutateAsync().then(() => {}))
  await says(page, 'status', 'active')
  expect(await page.evaluate(() => window.tested.mended)).toEqual([])

  // After a reload, wagmi finds the wallet again once it is mounted, and the session is there.
  await page.reload()
  await says(page, 'status', 'active')
  expect(await page.evaluate(() => window.tested.mended)).toEqual([])
  expect(await page.evaluate(() => window.tested.statuses[0])).toBe('none')
  await context.close()
})
