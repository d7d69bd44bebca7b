import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { isPackagedHere } from './chromium.ts'

const folder = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url))

/** How much one channel of one pixel may differ: machines round blends differently. */
const tolerance = 8

/**
 * Compares a page, as the packaged browser draws it, with its picture in docs/pictures. `npm run pictures` writes the pictures anew:
 * a picture that changes is a diff to look at. What changes with every run is marked `data-volatile` and drawn as dots.
 */
export async function expectPicture(page: Page, name: string, options: { fullPage?: boolean } = {}) {
  await page.evaluate(async () => {
    await document.fonts.ready
    for (const element of document.querySelectorAll('[data-volatile]')) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        text.nodeValue = (text.nodeValue ?? '').replace(/\w/g, '·')
    }
    if (document.activeElement instanceof HTMLElement && document.activeElement.matches('input'))
      document.activeElement.blur()
  })
  const drawn = await page.screenshot({ animations: 'allow', caret: 'initial', scale: 'css', ...options })
  // Another browser draws other letters: there it is enough that it draws.
  if (!isPackagedHere) return
  const path = `${folder}${name}.png`
  if (process.env.PICTURES === 'write') {
    await mkdir(folder, { recursive: true })
    return writeFile(path, drawn)
  }
  const kept = await readFile(path)
  expect(await differences(page, kept, drawn), `docs/pictures/${name}.png: npm run pictures`).toBe(0)
}

/** How many pixels of two pictures differ; all, if they are of different sizes. */
async function differences(page: Page, ...pictures: [Buffer, Buffer]): Promise<number> {
  if (pictures[0].equals(pictures[1])) return 0
  const blank = await page.context().newPage()
  try {
    return await blank.evaluate(
      async ([given, most]) => {
        const [one, other] = (await Promise.all(
          given.map(async (base64) => {
            const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
            const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
            const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
            const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
            context.drawImage(bitmap, 0, 0)
            return context.getImageData(0, 0, bitmap.width, bitmap.height)
          }),
        )) as [ImageData, ImageData]
        if (one.width !== other.width || one.height !== other.height) return one.width * one.height
        const different = new Set<number>()
        for (const [i, value] of one.data.entries())
          if (Math.abs(value - (other.data[i] as number)) > most) different.add(i >> 2)
        return different.size
      },
      [pictures.map((picture) => picture.toString('base64')), tolerance] as const,
    )
  } finally {
    await blank.close()
  }
}
