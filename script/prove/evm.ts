import { createOperations } from './operations.ts'
import type { Found } from './solver.ts'
import { load, type Storage, type Writes } from './storage.ts'
import type { Byte, Truth, Word, Words } from './words.ts'

export type Call = {
  address: Word
  answers: Answers
  calldata: readonly Byte[]
  caller: Word
  chainId: Word
  codeSize: (account: Word) => Word
  /** What holds. */
  given: Truth[]
  timestamp: Word
  /** Ways are followed that are not possible, too: that is less work where there are few. */
  unchecked?: boolean
  value: Word
  /** Anything, if left out. */
  stored?: Storage
}

/** What another contract is asked, and how many slots were written before. */
export type Question = {
  input: readonly Byte[]
  kind: 'call' | 'staticcall'
  /** How many were asked before. */
  number: number
  to: Word
  value: Word
  writes: number
}

/** What it can say to that, and when. Without `output`, nothing is known of that but how long it is. */
export type Answer = { output?: readonly Byte[]; size: Word; success: Truth; when?: Truth }
export type Answers = (question: Question) => Answer[] | Promise<Answer[]>

export type Event = { data: readonly Byte[]; topics: Word[] }

/** How a call can end, and what is stored then. */
export type Outcome = {
  asked: (Question & { answer: Answer })[]
  /** None if how much there is of it is not known. */
  data?: readonly Byte[]
  ended: 'returned' | 'reverted'
  events: Event[]
  /** What holds if it ends so. */
  path: Truth[]
  writes: Writes
}

type State = Pick<Outcome, 'asked' | 'events' | 'path' | 'writes'> & {
  memory: Map<number, Byte>
  /** Values by which it can come to this. */
  model?: Found | undefined
  pc: number
  returned: Answer
  /** From where on nobody knows what is in memory. */
  scrambled: number
  stack: Word[]
}

const mostSteps = 1_000_000

/**
 * Runs code for all storage, callers and arguments at once, as long as offsets, lengths and jumps are known. What it does not know it
 * refuses: it throws.
 *
 * @returns Every way that the call can end.
 */
export async function run(words: Words, code: readonly Byte[], call: Call): Promise<Outcome[]> {
  const { ask, bitsOf, bytesOf, holds, isTrueIn, keccak256, not, unknown, wordOf } = words
  const operations = createOperations(words)
  const destinations = jumpDestinations(code)
  const outcomes: Outcome[] = []
  let steps = 0
  const open: State[] = [
    {
      asked: [],
      events: [],
      memory: new Map(),
      path: [],
      pc: 0,
      returned: { output: [], size: 0n, success: true },
      scrambled: Number.POSITIVE_INFINITY,
      stack: [],
      writes: call.stored?.writes ?? [],
    },
  ]
  for (let state = open.pop(); state; state = open.pop()) await follow(state)
  return outcomes

  /** Values by which it can come to this, if it can; and none if nobody can tell. */
  function reach(state: State, holding: Truth, path: Truth[]): { model?: Found } | undefined {
    if (call.unchecked) return holding === false ? undefined : {}
    if (state.model && isTrueIn(state.model, holding)) return { model: state.model }
    const model = ask(...call.given, ...path)
    return model === 'unknown' ? {} : model && { model }
  }

  /** Follows one way to its end, or to where it parts. */
  async function follow(state: State) {
    const { stack } = state
    const pop = (): Word => {
      const word = stack.pop()
      if (word === undefined) throw new Error(`The stack is empty before ${state.pc}.`)
      return word
    }
    const push = (word: Word) => stack.push(word)
    const number = (word = pop()): number => {
      if (typeof word !== 'bigint') throw new Error(`What has to be known is not, before ${state.pc}.`)
      return Number(word)
    }
    const read = (offset: number, length: number): Byte[] => {
      return Array.from({ length }, (_, index) =>
        offset + index < state.scrambled
          ? (state.memory.get(offset + index) ?? 0)
          : { index: index % 32, of: unknown(`memory ${index >> 5} at step ${steps}`) },
      )
    }
    const write = (offset: number, bytes: readonly Byte[]) => {
      for (const [index, byte] of bytes.entries()) state.memory.set(offset + index, byte)
    }
    const copy = (from: readonly Byte[]) => {
      const [to, offset, length] = [number(), number(), number()]
      write(to, bytesAt(from, offset, length))
    }
    const end = (ended: Outcome['ended'], data?: readonly Byte[]) => {
      const { asked, events, path, writes } = state
      outcomes.push({ asked, ...(data && { data }), ended, events, path, writes })
    }
    /** Leaves each of these to be followed, if it can be, where something more holds; there are no others. */
    const part = (...ways: [holding: Truth, Partial<State>][]) => {
      let others = 0
      for (const [index, [holding, change]] of ways.entries()) {
        const path = holding === true ? state.path : [...state.path, holding]
        const isOnlyOne = others === 0 && index === ways.length - 1
        const reached = isOnlyOne ? { model: state.model } : reach(state, holding, path)
        if (!reached) continue
        others++
        open.push({ ...state, memory: new Map(state.memory), path, stack: [...stack], ...reached, ...change })
      }
    }

    while (true) {
      if (++steps > mostSteps) throw new Error('There is no end to it.')
      const op = code[state.pc] ?? 0
      if (typeof op === 'object') throw new Error(`The instruction at ${state.pc} is not known.`)
      state.pc++
      const operation = operations[op]
      if (operation) {
        push(operation(pop(), pop()))
        continue
      }
      if (op >= 0x5f && op <= 0x7f) {
        push(wordOf([...Array<number>(32 - (op - 0x5f)).fill(0), ...bytesAt(code, state.pc, op - 0x5f)]))
        state.pc += op - 0x5f
        continue
      }
      if (op >= 0x80 && op <= 0x9f) {
        const [top, other] = [stack.length - 1, stack.length - (op < 0x90 ? op - 0x7f : op - 0x8e)]
        const [a, b] = [stack[top], stack[other]]
        if (a === undefined || b === undefined) throw new Error(`The stack is too short before ${state.pc}.`)
        if (op < 0x90) push(b)
        else [stack[top], stack[other]] = [b, a]
        continue
      }
      if (op >= 0xa0 && op <= 0xa4) {
        const data = read(number(), number())
        state.events = [...state.events, { data, topics: Array.from({ length: op - 0xa0 }, () => pop()) }]
        continue
      }
      switch (op) {
        case 0x00: // STOP
          return end('returned', [])
        case 0x15: // ISZERO
          push(words.wordFrom(not(holds(pop()))))
          break
        case 0x19: {
          // NOT
          const word = pop()
          push(typeof word === 'bigint' ? BigInt.asUintN(256, ~word) : { bits: bitsOf(word).not() })
          break
        }
        case 0x20: // KECCAK256
          push(keccak256(read(number(), number())))
          break
        case 0x30: // ADDRESS
          push(call.address)
          break
        case 0x33: // CALLER
          push(call.caller)
          break
        case 0x34: // CALLVALUE
          push(call.value)
          break
        case 0x35: // CALLDATALOAD
          push(wordOf(bytesAt(call.calldata, number(), 32)))
          break
        case 0x36: // CALLDATASIZE
          push(BigInt(call.calldata.length))
          break
        case 0x37: // CALLDATACOPY
          copy(call.calldata)
          break
        case 0x38: // CODESIZE
          push(BigInt(code.length))
          break
        case 0x39: // CODECOPY
          copy(code)
          break
        case 0x3b: // EXTCODESIZE
          push(call.codeSize(pop()))
          break
        case 0x3d: // RETURNDATASIZE
          push(state.returned.size)
          break
        case 0x3e: // RETURNDATACOPY
          if (state.returned.output && state.returned.size === BigInt(state.returned.output.length))
            copy(state.returned.output)
          else {
            state.scrambled = Math.min(state.scrambled, number())
            pop()
            pop()
          }
          break
        case 0x42: // TIMESTAMP
          push(call.timestamp)
          break
        case 0x46: // CHAINID
          push(call.chainId)
          break
        case 0x50: // POP
          pop()
          break
        case 0x51: // MLOAD
          push(wordOf(read(number(), 32)))
          break
        case 0x52: {
          // MSTORE
          const [offset, word] = [pop(), pop()]
          if (typeof offset === 'bigint') write(number(offset), bytesOf(word))
          else state.scrambled = 0
          break
        }
        case 0x53: // MSTORE8
          write(number(), bytesOf(pop()).slice(31))
          break
        case 0x54: // SLOAD
          push(load(words, { ...call.stored, writes: state.writes }, pop()))
          break
        case 0x55: // SSTORE
          state.writes = [...state.writes, { slot: pop(), value: pop() }]
          break
        case 0x56: // JUMP
        case 0x57: {
          // JUMPI
          const pc = number()
          const jumps = op === 0x56 || holds(pop())
          if (jumps === false) break
          if (!destinations.has(pc)) throw new Error(`There is nowhere to jump to at ${pc}.`)
          if (jumps !== true) return part([not(jumps), {}], [jumps, { pc }])
          state.pc = pc
          break
        }
        case 0x5a: // GAS
          push(unknown(`gas at step ${steps}`))
          break
        case 0x5b: // JUMPDEST
          break
        case 0x5e: {
          // MCOPY
          const [to, from, length] = [number(), number(), number()]
          write(to, read(from, length))
          break
        }
        case 0xf1: // CALL
        case 0xfa: {
          // STATICCALL
          pop()
          const to = pop()
          const value = op === 0xf1 ? pop() : 0n
          const input = read(number(), number())
          const [into, room] = [number(), number()]
          const question: Question = {
            input,
            kind: op === 0xf1 ? 'call' : 'staticcall',
            number: state.asked.length,
            to,
            value,
            writes: state.writes.length,
          }
          return part(
            ...(await call.answers(question)).map((answer): [Truth, Partial<State>] => {
              const memory = new Map(state.memory)
              const nobodyKnows = (_: unknown, index: number) => ({
                index: index % 32,
                of: unknown(`memory ${index >> 5} after call ${question.number}`),
              })
              const output = answer.output ?? Array.from({ length: room }, nobodyKnows)
              for (const [index, byte] of output.slice(0, room).entries()) memory.set(into + index, byte)
              const asked = [...state.asked, { ...question, answer }]
              const success = words.wordFrom(answer.success)
              return [answer.when ?? true, { asked, memory, returned: answer, stack: [...stack, success] }]
            }),
          )
        }
        case 0xf3: // RETURN
          return end('returned', read(number(), number()))
        case 0xfd: {
          // REVERT
          const [offset, length] = [pop(), pop()]
          const known =
            typeof offset === 'bigint' && typeof length === 'bigint' && state.scrambled > offset + length
          return end('reverted', known ? read(number(offset), number(length)) : undefined)
        }
        case 0xfe: // INVALID
          return end('reverted', [])
        default:
          throw new Error(`Nothing is known of the instruction 0x${op.toString(16)} at ${state.pc - 1}.`)
      }
    }
  }
}

const bytesAt = (from: readonly Byte[], offset: number, length: number): Byte[] =>
  Array.from({ length }, (_, index) => from[offset + index] ?? 0)

/** Where the code may jump to: a 0x5b that is no part of what is pushed. */
function jumpDestinations(code: readonly Byte[]): Set<number> {
  const destinations = new Set<number>()
  for (let pc = 0; pc < code.length; pc++) {
    const op = code[pc]
    if (op === 0x5b) destinations.add(pc)
    if (typeof op === 'number' && op >= 0x60 && op <= 0x7f) pc += op - 0x5f
  }
  return destinations
}
