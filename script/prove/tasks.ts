import * as authorizer from './authorizer.ts'
import { broken } from './broken.ts'
import { builtBy, compile, type Patch } from './compile.ts'
import * as registry from './registry.ts'
import type { Promised } from './scene.ts'
import { createSolver } from './solver.ts'

/** What can be run by its name. */
export type Task = { contract: Contract; name: string; run: () => Promise<Result> }

/** Whether it is as it should be, and what there is to say of it. */
export type Result = { passed: boolean; says?: string }

/** What is proved of each, and under which name forge builds it. */
const contracts = {
  authorizer: { artifact: 'SessionKeyAuthorizer', promises: authorizer.promises },
  plain: { artifact: 'PlainSignatures', promises: authorizer.plainPromises },
  registry: { artifact: 'SessionKeyRegistry', promises: registry.promises },
}
type Contract = keyof typeof contracts

/** Every promise of the contracts as they are, or of one of them, and every fault that has to break one. */
export async function createTasks(only?: string): Promise<Task[]> {
  const names = (['registry', 'authorizer', 'plain'] as const).filter((one) => !only || one === only)

  /** What a contract promises, as it is or with a fault. */
  function promisesOf(contract: Contract, patch?: Patch): Promise<Promised[]> {
    const { artifact, promises } = contracts[contract]
    const built = builtBy(artifact)
    return promises(createSolver(), patch ? compile(built.metadata, patch) : built)
  }

  const promised = names.map(async (contract) =>
    (await promisesOf(contract)).map(
      ({ name, prove }): Task => ({
        contract,
        name,
        run: async () => {
          const says = await prove()
          return { passed: says === undefined, ...(says !== undefined && { says }) }
        },
      }),
    ),
  )
  const faults = broken.map(
    ({ breaks, contract, name, ...patch }): Task => ({
      contract,
      name: `broken: ${name}`,
      run: async () => {
        const promise = (await promisesOf(contract, patch)).find((one) => one.name === breaks)
        if (!promise) throw new Error(`Nothing is promised by the name "${breaks}".`)
        const says = await promise.prove()
        return {
          passed: says?.includes(', but not if ') ?? false,
          says: says ?? `It was not found: ${breaks}`,
        }
      },
    }),
  )
  return [
    ...(await Promise.all(promised)).flat(),
    ...faults.filter(({ contract }) => names.includes(contract)),
  ]
}
