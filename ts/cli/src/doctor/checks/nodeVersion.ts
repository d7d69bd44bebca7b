import { manifest } from '../../settings/manifest.ts'
import { type Check, type Finding, failed, ok } from '../check.ts'

export const nodeVersion: Check = {
  code: 'INTERNAL_ERROR',
  name: 'nodeVersion',
  needs: [],
  run: () => [describeNode(process.versions.node, manifest.engines.node.replace('>=', ''))],
  title: 'Node.js',
}

/** Whether a version of Node is new enough. */
export function describeNode(version: string, oldest: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return ok('Node.js', version)
  return failed(
    'Node.js',
    `${version} is too old: ${oldest} or newer is wanted.`,
    'Install a newer one from https://nodejs.org.',
  )
}
