import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { policy } from '../policy.ts'
import { useConsole } from './useConsole.ts'

const { browser, open, seen } = useConsole()

const files = () =>
  readdirSync(browser.site.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ content: readFileSync(join(entry.parentPath, entry.name)), name: entry.name }))

test('behavior: all of it is at most 350 kB, gzipped', () => {
  const size = files().reduce((sum, { content }) => sum + gzipSync(content).length, 0)
  expect(size).toBeGreaterThan(50_000)
  expect(size).toBeLessThan(350_000)
})

test('behavior: the page has its policy, no script and no style of its own, and asks nobody else', () => {
  const html =
    files()
      .find(({ name }) => name === 'index.html')
      ?.content.toString() ?? ''
  expect(html.replaceAll('&#39;', "'")).toContain(policy)
  expect(policy).not.toMatch(/unsafe|\*(?!( |;|$))|https?:(?!\/\/)/)
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*src="\/)/)
  const styles = files().filter(({ name }) => name.endsWith('.css'))
  expect(styles.length).toBeGreaterThan(0)
  for (const { content } of styles) expect(content.toString()).not.toMatch(/url\(|@import/)
})

test('behavior: the first paint comes within a second', async () => {
  const { page } = await open()
  await page.getByRole('button', { name: 'Connect Test Wallet' }).waitFor()
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  )
  expect(painted).toBeGreaterThan(0)
  expect(painted).toBeLessThan(1000)
})

test('behavior: the policy holds: a script that is put into the page does not run, and nobody else can be asked', async () => {
  const { page } = await open()
  const violations = await page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      seen.push(effectiveDirective),
    )
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.body.append(script)
    await fetch('https://example.com').catch(() => {})
    // Told later than done.
    while (!seen.includes('connect-src')) await new Promise((resolve) => setTimeout(resolve, 10))
    return [...new Set(seen), 'ran' in window]
  })
  // The browser says so itself.
  expect(seen.problems.filter((problem) => !/Content Security Policy/.test(problem))).toEqual([])
  seen.problems = []
  expect(violations).toEqual(['script-src-elem', 'connect-src', false])
})
