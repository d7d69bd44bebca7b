import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Where handlers write to, a line for each life (`test/invariant/Reached.sol`). */
export const statesFile = './cache/campaign/states'

/** What all lives of one handler reached. */
export type Report = {
  campaign: string
  lives: number
  states: { state: string; times: number; inLives: number; most: number }[]
}

/** Forge writes only to a file that is there. */
export function resetStates() {
  mkdirSync('cache/campaign', { recursive: true })
  writeFileSync(statesFile, '')
}

export const readStates = () => statesOf(readFileSync(statesFile, 'utf8'))

export function statesOf(text: string): Report[] {
  const lines: { campaign: string; states: Record<string, number> }[] = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return [...new Set(lines.map(({ campaign }) => campaign))].map((campaign) => {
    const lives = lines.filter((line) => line.campaign === campaign).map(({ states }) => states)
    const states = Object.keys(lives[0] ?? {}).map((state) => {
      const counts = lives.map((life) => life[state] ?? 0)
      return {
        inLives: counts.filter((count) => count > 0).length,
        most: counts.reduce((most, count) => Math.max(most, count), 0),
        state,
        times: counts.reduce((sum, count) => sum + count, 0),
      }
    })
    return { campaign, lives: lives.length, states }
  })
}
