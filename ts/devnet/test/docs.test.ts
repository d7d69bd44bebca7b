import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as Devnet from '../src/index.ts'

test.each(['docs/devnet.md', 'ts/devnet/README.md'])('the errors in %s are those that there are', (path) => {
  const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
  const named = [...text.matchAll(/^\| `(\w+Error)`/gm)].map(([, name]) => name)
  expect(named.sort()).toEqual(
    Object.keys(Devnet)
      .filter((name) => name.endsWith('Error'))
      .sort(),
  )
})
