import type { Word, Words } from './words.ts'

/** What was written since the beginning, oldest first. */
export type Writes = readonly { slot: Word; value: Word }[]

export type Storage = {
  /** It was empty before. If not, it held anything. */
  empty?: boolean
  writes: Writes
}

/** What a slot holds. At first that is an unknown function of the keys on the way to it from its mapping. */
export function load(words: Words, { empty, writes }: Storage, slot: Word): Word {
  const { choose, hashedOf, same, unknown, wordsOf } = words
  const keys: Word[] = []
  let mapping = slot
  for (let hashed = hashedOf(mapping); hashed; hashed = hashedOf(mapping)) {
    const [key, outer, ...others] = wordsOf(hashed)
    if (key === undefined || outer === undefined || others.length > 0) break
    keys.unshift(key)
    mapping = outer
  }
  if (typeof mapping === 'object') throw new Error('A slot is in no mapping.')
  return writes.reduce<Word>(
    (value, write) => choose(same(write.slot, slot), write.value, value),
    empty ? 0n : unknown(`slot ${mapping} of ${keys.length} keys`, ...keys),
  )
}

/** The slot of a value in a mapping, or in a mapping of mappings. */
export function slotOf(words: Words, mapping: bigint, ...keys: Word[]): Word {
  const { bytesOf, keccak256 } = words
  return keys.reduce<Word>((at, key) => keccak256([...bytesOf(key), ...bytesOf(at)]), mapping)
}
