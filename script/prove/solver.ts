import { type Bool, type Context, init, type Model, Z3_lbool } from 'z3-solver'

/** Values for all that is not known. */
export type Found = Model<'main'>

export type Solver = {
  /** With which values all of this holds; nothing if it never does. */
  solve: (holding: Bool[]) => Found | 'unknown' | undefined
  z3: Context<'main'>
}

/** Steps for all that one solver is asked, and not seconds: what is too hard is so on every machine, whatever else that does. */
const patience = 500_000_000

const { Context: createContext, em } = await init()

/**
 * A solver of its own. It is asked in this thread: `check` of z3-solver asks in another one, beside which the garbage collector gives
 * terms back, and a context that two threads use at once is corrupted.
 */
export function createSolver(): Solver {
  const z3 = createContext('main')
  let steps = 0
  return {
    solve: (holding) => {
      const solver = new z3.Solver()
      // No limit is what zero means.
      solver.set('rlimit', Math.max(1, patience - steps))
      for (const one of holding) solver.add(one)
      const answer: Z3_lbool = em._Z3_solver_check(z3.ptr, solver.ptr)
      steps = Number(solver.statistics().get('rlimit count'))
      const found =
        answer === Z3_lbool.Z3_L_TRUE
          ? solver.model()
          : answer === Z3_lbool.Z3_L_FALSE
            ? undefined
            : 'unknown'
      solver.release()
      return found
    },
    z3,
  }
}
