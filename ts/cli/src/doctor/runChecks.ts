import { failureOf } from '../errors/failureOf.ts'
import { type Check, type Finding, failed, type Subject, skipped } from './check.ts'

/** Looks at everything, at once as far as one does not need another. @returns What was found, in the order of the table. */
export async function runChecks(
  checks: readonly Check[],
  subject: Subject,
): Promise<{ check: Check; findings: Finding[] }[]> {
  const begun = new Map<string, Promise<Finding[]>>()
  for (const check of checks) {
    const needed = check.needs.map(
      (name) => begun.get(name) ?? Promise.reject(new Error(`No check ${name}.`)),
    )
    begun.set(check.name, runCheck(check, needed, subject))
  }
  return Promise.all(checks.map(async (check) => ({ check, findings: (await begun.get(check.name)) ?? [] })))
}

async function runCheck(
  { run, title }: Check,
  needed: readonly Promise<Finding[]>[],
  subject: Subject,
): Promise<Finding[]> {
  const before = (await Promise.all(needed)).flat()
  const missing = before.find(({ isSkipped, status }) => status === 'failed' || isSkipped)
  if (missing) return [skipped(title, `it needs what is wrong with “${missing.title}”.`)]
  try {
    return await run(subject)
  } catch (error) {
    subject.signal.throwIfAborted()
    const { error: failure } = await failureOf(error)
    return [failed(title, `could not be read. ${failure?.message}`, 'Mend that, and run doctor again.')]
  }
}
