import { expect, test } from 'vitest'
import { checkAccessibility } from '../../../script/test/browser/checkAccessibility.ts'
import { expectPicture } from '../../../script/test/browser/expectPicture.ts'
import { button, says, upload, useApp } from './useApp.ts'

const { visit } = useApp({ packaged: true })

test.each([
  ['desktop', 'light'],
  ['phone', 'dark'],
] as const)(
  'each state, %s, %s',
  async (device, colorScheme) => {
    const { context, open, wallet } = await visit({ colorScheme, device })
    const page = await open()
    const look = async (state: string) => {
      await checkAccessibility(page)
      await expectPicture(page, `web-${state}-${device}`)
    }
    await button(page, 'Connect Test Wallet').waitFor()
    await look('connect')
    await button(page, 'Connect Test Wallet').click()
    await says(page, 'You have no session yet.')
    await look('start')
    wallet.answer = () => 'The user said no.'
    await button(page, 'Start a session').click()
    await page.getByRole('alert').waitFor()
    await look('refused')
    wallet.answer = () => undefined
    await page.reload()
    await button(page, 'Start a session').click()
    await says(page, 'Your session is active.')
    await upload(page, 2)
    await page.getByText('104,856,400 of').waitFor()
    await look('uploaded')
    await button(page, 'End the session').click()
    await says(page, 'You have no session yet.')
    expect(await page.getByRole('alert').count()).toBe(0)
    await context.close()
  },
  60_000,
)
