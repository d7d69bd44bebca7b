import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Expects that axe-core finds nothing wrong with a page as it is. */
export async function checkAccessibility(page: Page): Promise<void> {
  // By the debugger, which no Content-Security-Policy keeps out.
  await page.evaluate(axe.source)
  const { passes, violations } = await page.evaluate(() => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    return axe.run(document, { resultTypes: ['violations'] })
  })
  expect(
    violations.map(({ help, id, nodes }) => ({ help, id, nodes: nodes.map(({ html }) => html) })),
  ).toEqual([])
  expect(passes.length).toBeGreaterThan(0)
}
