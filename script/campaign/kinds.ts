/** How a round of each kind is run. Sizes are such that a round takes minutes; whoever sets these variables says otherwise. */
export const kinds = {
  differential: {
    environment: { FOUNDRY_INVARIANT_DEPTH: '96', FOUNDRY_INVARIANT_RUNS: '8' },
    forge: ['--match-path', 'test/differential/**', '--match-test', 'invariant'],
    reports: true,
  },
  fuzz: {
    environment: { FOUNDRY_FUZZ_RUNS: '1024' },
    forge: ['--match-path', 'test/{unit,symbolic}/**', '--match-test', 'testFuzz|check_'],
    reports: false,
  },
  invariant: {
    environment: { FOUNDRY_INVARIANT_DEPTH: '96', FOUNDRY_INVARIANT_RUNS: '4' },
    forge: ['--match-path', 'test/invariant/**', '--match-test', 'invariant'],
    reports: true,
  },
  lives: { environment: { LIVES: '5' }, forge: undefined, reports: false },
} as const

export type Kind = keyof typeof kinds
