import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { choose, combine } from '../mutate/combine.ts'
import { findMutants, keyOf } from '../mutate/findMutants.ts'
import { compile, parse } from '../mutate/project.ts'

/** A compiler in WebAssembly, and forge after forge. */
const timeout = 180_000

const settings = { evmVersion: 'cancun', remappings: [] }

const safe = `pragma solidity 0.8.30;
contract Safe {
    error Locked(uint256 end, uint256 time);

    uint256 internal constant LONGEST = 2 ** 16; // ½ a day and more
    mapping(address => uint256) public ends;

    modifier unlocked(address owner) {
        if (block.timestamp <= ends[owner]) revert Locked(ends[owner], block.timestamp);
        _;
    }

    function lock(uint256 time) external unlocked(msg.sender) {
        require(time > 0 && time <= LONGEST);
        ends[msg.sender] = block.timestamp + time;
    }

    function isLocked(address owner) external view returns (bool) {
        return block.timestamp <= ends[owner];
    }
}
`

/** A project of that contract alone, in a folder of its own. */
function makeProject(tests: string) {
  const root = mkdtempSync(join(tmpdir(), 'foc-session-keys-'))
  const files = {
    'foundry.toml': `[profile.mutants]\nsolc = "${resolve('script/solc')}"\nevm_version = "cancun"\ndynamic_test_linking = true\noptimizer = false\nout = "cache/mutants/out"\ncache_path = "cache/mutants"\n`,
    'script/mutate/equivalents.json': '{}',
    'src/Safe.sol': safe,
    'test/unit/Safe/lock.t.sol': tests,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const testsOfSafe = (more = '') => `pragma solidity 0.8.30;
import {Safe} from "../../../src/Safe.sol";
interface Vm {
    function warp(uint256 timestamp) external;
    function expectRevert() external;
    function expectRevert(bytes calldata data) external;
}
contract LockTest {
    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    Safe private safe;

    function setUp() public {
        vm.warp(1000);
        safe = new Safe();
    }

    function test_Lock() public {
        safe.lock(10);
        assert(safe.ends(address(this)) == 1010);
        vm.warp(1005);
        vm.expectRevert(abi.encodeWithSelector(Safe.Locked.selector, 1010, 1005));
        safe.lock(1);
        vm.warp(1010);
        assert(safe.isLocked(address(this)));
        vm.expectRevert(abi.encodeWithSelector(Safe.Locked.selector, 1010, 1010));
        safe.lock(1);
        vm.warp(1011);
        assert(!safe.isLocked(address(this)));
        safe.lock(65_536);
        vm.warp(80_000);
        vm.expectRevert();
        safe.lock(65_537);
        ${more}
    }
}
`

/** The command as it is typed. */
async function mutate(...options: string[]) {
  const child = spawn('node_modules/.bin/tsx', ['script/mutate/mutate.ts', '--workers', '1', ...options])
  onTestFinished(() => void child.kill())
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part
    })
  const code = await new Promise<number | null>((done) => child.on('close', done))
  return { code, output }
}

const found = () => {
  const sources = { 'src/Safe.sol': { content: safe } }
  const tree = parse(settings, sources)['src/Safe.sol']
  if (!tree) throw new Error('solc gave no tree.')
  return { mutants: findMutants('src/Safe.sol', safe, tree), sources }
}

test('behavior: finds what can be changed, each once, where it is', () => {
  expect(
    found().mutants.map((mutant) => `${mutant.line} ${keyOf(mutant).slice('src/Safe.sol '.length)}`),
  ).toEqual([
    '5 LONGEST: 2 ** 16 → (2 * 16)',
    '5 LONGEST: 2 ** 16 → (2 + 1) ** 16',
    '5 LONGEST: 2 ** 16 → (2 - 1) ** 16',
    '5 LONGEST: 2 ** 16 → 2 ** (16 + 1)',
    '5 LONGEST: 2 ** 16 → 2 ** (16 - 1)',
    '9 unlocked: if (block.timestamp <= ends[owner]) revert Locked(ends[owner], block.timestamp); → (dropped)',
    '9 unlocked: block.timestamp <= ends[owner] → (block.timestamp < ends[owner])',
    '9 unlocked: ends[owner], block.timestamp → block.timestamp, ends[owner]',
    '13 lock: unlocked(msg.sender) → (dropped)',
    '14 lock: require(time > 0 && time <= LONGEST); → (dropped)',
    '14 lock: time > 0 && time <= LONGEST → ((time > 0) || (time <= LONGEST))',
    '14 lock: time > 0 && time <= LONGEST → (time > 0)',
    '14 lock: time > 0 && time <= LONGEST → (time <= LONGEST)',
    '14 lock: time > 0 → (time >= 0)',
    '14 lock: time > 0 → (time <= 0)',
    '14 lock: time <= LONGEST → (time < LONGEST)',
    '14 lock: time <= LONGEST → (time > LONGEST)',
    '15 lock: ends[msg.sender] = block.timestamp + time; → (dropped)',
    '15 lock: block.timestamp + time → (block.timestamp - time)',
    '19 isLocked: return block.timestamp <= ends[owner]; → (dropped)',
    '19 isLocked: block.timestamp <= ends[owner] → (block.timestamp < ends[owner])',
    '19 isLocked: block.timestamp <= ends[owner] → (block.timestamp > ends[owner])',
  ])
})

test('behavior: all but what no condition can stand around is in one bytecode, and chosen by its number', () => {
  const { mutants, sources } = found()
  const combined = combine(settings, sources, 'src/Safe.sol', mutants)
  expect(mutants.filter((mutant) => !combined.mutants.includes(mutant)).map(({ before }) => before)).toEqual([
    'unlocked(msg.sender)',
  ])
  const codes = compile(settings, { 'src/Safe.sol': { content: combined.content } }, ['src/Safe.sol'])
  const chosen = combined.mutants.map((_, i) => [...choose(codes ?? new Map(), i + 1).values()].join())
  expect(new Set(chosen).size).toBe(combined.mutants.length)
})

describe('of a contract that is taken at its word for too short a time', () => {
  const atLeast = 'src/Safe.sol lock: time > 0 → (time >= 0)'
  const either = 'src/Safe.sol lock: time > 0 && time <= LONGEST → (time <= LONGEST)'
  const killed = 'src/Safe.sol lock: time <= LONGEST → (time < LONGEST)'
  const root = makeProject(testsOfSafe())
  afterAll(() => rmSync(root, { recursive: true }))

  /** With what is said to be equivalent. */
  const mutateGiven = (equivalents: object) => {
    writeFileSync(join(root, 'script/mutate/equivalents.json'), JSON.stringify(equivalents))
    return mutate('--root', root, '--all')
  }

  test('behavior: reports who survives, and where; and leaves nothing behind', { timeout }, async () => {
    const before = readdirSync(tmpdir())
    const { code, output } = await mutateGiven({})
    expect(output).toContain('| src/Safe.sol | 22 | 20 | 0 | 2 | 0 | 90.9 % |')
    expect(output).toContain('survived: src/Safe.sol:14 lock: time > 0 → (time >= 0)')
    expect(output).toContain(
      'survived: src/Safe.sol:14 lock: time > 0 && time <= LONGEST → (time <= LONGEST)',
    )
    expect(code).toBe(1)
    const now = readdirSync(tmpdir())
    expect(now.filter((name) => name.startsWith('mutants-') && !before.includes(name))).toEqual([])
  })

  test('behavior: what is said to be equivalent may survive', { timeout }, async () => {
    const { code, output } = await mutateGiven({ [atLeast]: 'No time is a time.', [either]: 'The same.' })
    expect(output).toContain('| src/Safe.sol | 22 | 20 | 0 | 0 | 2 | 100.0 % |')
    expect(code).toBe(0)
  })

  test('error: what is said to be equivalent, and a test notices it', { timeout }, async () => {
    const { code, output } = await mutateGiven({ [atLeast]: '', [either]: '', [killed]: 'It is not.' })
    expect(output).toContain('Not equivalent, so take it out of script/mutate/equivalents.json:')
    expect(output).toContain(`${killed} (killed)`)
    expect(code).toBe(1)
  })

  test('error: what is said to be equivalent, and is not there any more', { timeout }, async () => {
    const gone = 'src/Safe.sol lock: time > 1 → (time >= 1)'
    const { code, output } = await mutateGiven({ [gone]: 'It was there once.' })
    expect(output).toContain('No such mutant')
    expect(output).toContain(gone)
    expect(code).toBe(1)
  })
})

test('error: tests that fail without any mutant', { timeout }, async () => {
  const root = makeProject(testsOfSafe('assert(false);'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const { code, output } = await mutate('--root', root, '--all')
  expect(output).toContain('Without any mutant, the tests failed')
  expect(code).toBe(1)
})

test('behavior: a sample is the same for the same seed', { timeout }, async () => {
  const list = async (seed: string) => {
    const { output } = await mutate('--sample', '5', '--seed', seed, '--list')
    return output.trim().split('\n')
  }
  const [one, again, other] = [await list('2026-11-27'), await list('2026-11-27'), await list('2026-11-28')]
  expect(one).toHaveLength(5)
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
})

test('behavior: again is what survived, by what was printed, also when lines have moved since', {
  timeout,
}, async () => {
  const mutants = (await mutate('--sample', '3', '--seed', 'again', '--list')).output.trim().split('\n')
  const moved = mutants.map((mutant) => mutant.replace(/:\d+ /, ':9999 '))
  const report = join(mkdtempSync(join(tmpdir(), 'foc-session-keys-')), 'report.txt')
  writeFileSync(report, `survived: ${moved[0]}\n| all | 3 |\n  ${moved[1]}\n  ${moved[2]}\n`)
  const { output } = await mutate('--again', report, '--list')
  rmSync(dirname(report), { recursive: true })
  expect(output.trim().split('\n').sort()).toEqual(mutants.sort())
})
