import { createHash } from 'node:crypto'

/** So many of a list, the same ones for the same seed. */
export function draw<item>(
  items: readonly item[],
  { count, keyOf, seed }: { count: number; keyOf: (item: item) => string; seed: string },
): item[] {
  const lotOf = (item: item) =>
    createHash('sha256')
      .update(`${seed} ${keyOf(item)}`)
      .digest('hex')
  return items
    .map((item) => ({ item, lot: lotOf(item) }))
    .sort((a, b) => a.lot.localeCompare(b.lot))
    .slice(0, count)
    .map(({ item }) => item)
}
