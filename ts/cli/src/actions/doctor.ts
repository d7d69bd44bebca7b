import type { Finding, Subject } from '../doctor/check.ts'
import { checks } from '../doctor/checks.ts'
import { readAccount } from '../doctor/readAccount.ts'
import { runChecks } from '../doctor/runChecks.ts'
import { failureOf } from '../errors/failureOf.ts'
import { announcedPolicies } from '../limits/announcedPolicies.ts'
import { eachOnce } from '../limits/policies.ts'
import type { Output } from '../output/output.ts'
import { chainTime } from '../session/chainTime.ts'
import { type Layers, layersOf } from '../settings/layers.ts'
import { connectUnchecked } from '../settings/network.ts'
import { findSession, readSettings, walletOf } from '../settings/session.ts'
import type { Action, Context } from '../syntax/command.ts'
import type { SessionOptions } from '../syntax/options.ts'

export const doctor: Action<SessionOptions> = async ({ options }, context) => {
  const { key, layers } = await openKey(options, context)
  const connection = connectUnchecked({ options, ...layers })
  const found = key && 'lines' in key ? key.root : undefined
  const root = found ?? (await walletOf(options, layers))
  // What it looks at is told at the end, all of it.
  const silence = { progress: () => ({ stop: () => {}, update: () => {} }), warn: () => {} }
  const quiet = { ...context, output: { ...context.output, ...silence } }
  const subject: Subject = {
    account: once(() =>
      root ? readAccount(connection.client, root) : Promise.reject(new Error('No root.')),
    ),
    connection,
    key,
    now: once(() => chainTime(connection.client)),
    policies: once(async () => {
      if (!key || 'problem' in key) return []
      const { address: sessionKeyAddress, permissions, policies } = key.lines
      // Of a key from elsewhere the registry may know.
      const session = { root, sessionKeyAddress }
      const announced = permissions ? [] : (await announcedPolicies(connection, session, quiet)).policies
      return eachOnce([...policies, ...announced])
    }),
    root,
    signal: context.signal,
  }
  const results = await runChecks(checks, subject)
  const findings = results.flatMap(({ findings }) => findings)
  const bad = results.filter(({ findings }) => findings.some(({ status }) => status === 'failed'))
  const codes = [...new Set(bad.map(({ check }) => check.code))]
  const titles = findings.filter(({ status }) => status === 'failed').map(({ title }) => title)
  return {
    data: {
      checks: results.flatMap(({ check, findings }) =>
        findings.map(({ cure = null, isSkipped = false, message, status, title }) => ({
          check: check.name,
          cure,
          isSkipped,
          message,
          status,
          title,
        })),
      ),
      network: connection.network,
      root: root ?? null,
      sessionKeyAddress: key && 'lines' in key ? key.lines.address : null,
    },
    text: linesOf(findings, context.output.style),
    ...(titles.length > 0
      ? {
          code: codes.length === 1 && codes[0] ? codes[0] : 'PARTIAL_FAILURE',
          error: { details: { failed: titles }, message: `Something is in the way: ${titles.join(', ')}.` },
          exitCode: 1,
        }
      : {}),
  }
}

/** The key that other commands would use, or why they cannot. What was typed wrongly is told as they tell it. */
async function openKey(
  options: SessionOptions,
  context: Context,
): Promise<{ key: Subject['key']; layers: Layers }> {
  let layers = layersOf(context.env)
  try {
    layers = await readSettings(options, context)
    return { key: await findSession(options, layers, context), layers }
  } catch (error) {
    const { error: failure } = await failureOf(error)
    return { key: { problem: failure?.message ?? '' }, layers }
  }
}

function linesOf(findings: readonly Finding[], style: Output['style']): string[] {
  const marks = { failed: style.bad('✗'), ok: style.good('✓'), warning: style.warn('!') }
  const width = Math.max(...findings.map(({ title }) => title.length))
  return findings.flatMap(({ cure, message, status, title }) => [
    `${marks[status]} ${title.padEnd(width)}  ${message}`,
    ...(cure === undefined ? [] : [`  ${' '.repeat(width)}  → ${cure}`]),
  ])
}

/** The same answer for everybody who asks. */
function once<result>(action: () => Promise<result>): () => Promise<result> {
  let answer: Promise<result> | undefined
  return () => {
    answer ??= action()
    return answer
  }
}
