import { init } from 'z3-solver'
import * as authorizer from './authorizer.ts'
import { broken } from './broken.ts'
import { builtBy, compile, type Patch } from './compile.ts'
import * as registry from './registry.ts'
import type { Promised } from './scene.ts'

/** What can be run by its name. */
export type Task = { name: string; run: () => Promise<Result> }

/** Whether it is as it should be, and what there is to say of it. */
export type Result = { passed: boolean; says?: string }

/** Every promise of the contracts as they are, and every fault that has to break one. */
export async function createTasks(): Promise<Task[]> {
  const { Context } = await init()
  const built = {
    authorizer: builtBy('SessionKeyAuthorizer'),
    plain: builtBy('PlainSignatures'),
    registry: builtBy('SessionKeyRegistry'),
  }
  const promises = {
    authorizer: authorizer.promises,
    plain: authorizer.plainPromises,
    registry: registry.promises,
  }

  /** What a contract promises, as it is or with a fault. */
  const promisesOf = (contract: keyof typeof built, patch?: Patch): Promise<Promised[]> =>
    promises[contract](Context('main'), patch ? compile(built[contract].metadata, patch) : built[contract])

  const promised = [await promisesOf('registry'), await promisesOf('authorizer'), await promisesOf('plain')]
  return [
    ...promised.flat().map(({ name, prove }) => ({
      name,
      run: async () => {
        const says = await prove()
        return { passed: says === undefined, ...(says !== undefined && { says }) }
      },
    })),
    ...broken.map(({ breaks, contract, name, ...patch }) => ({
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
    })),
  ]
}
