// What is mutated of the client, which is its core, and which tests have to notice a mutant of it.

export interface Part {
  name: string
  /** In `ts/client/src`. */
  files: RegExp
  /** In `ts/client/test`: what is over soon and notices much comes first, since what was noticed once is not tried again. */
  tests: string[]
}

export const parts: Part[] = [
  {
    name: 'clock',
    files: /^internal\/(chainTime|clock|expiryTimer)\.ts$/,
    tests: ['clock', 'expiring', 'sessionKey', 'watch'],
  },
  {
    name: 'reading',
    files:
      /^(actions\/(authorizationExpiry|getExpirations|isAuthorized|remaining)|internal\/(atLeast|readCounter|readSessions))\.ts$/,
    tests: [
      'atLeast',
      'reading',
      'actions/reads',
      'actions/inputs',
      'sessionKey',
      'limits/everywhere',
      'actions/signed',
      'live',
      'logs',
    ],
  },
  {
    name: 'sessions',
    files: /^session\/.*\.ts$/,
    tests: [
      'session/renew',
      'session/stored',
      'session/end',
      'session/grant',
      'session/settle',
      'session/life',
      'session/p256',
      'actions/inputs',
      'session/useCases',
    ],
  },
  {
    name: 'storages',
    // The two need a browser, and `test/browser` has one; but what runs there is bundled from the files as they are.
    files: /^storage\/(?!indexedDbStorage|webLock).*\.ts$/,
    tests: ['storage/folder', 'storage/exclusive', 'storage/fileLock', 'storage/storages', 'session/life'],
  },
  {
    name: 'log search',
    files:
      /^(actions\/(findRoots|getSessions)|explorerLogs|internal\/(abortable|logs|rangeSize|readLogs|updates)|rpcLogs)\.ts$/,
    tests: ['logSearch', 'explorerLogs', 'actions/discovery', 'actions/inputs', 'longChain', 'search'],
  },
  {
    name: 'watcher',
    files:
      /^(actions\/(syncAll|watchSessions)|internal\/(cache|endpoint|eventTarget|watch|watcher)|sessionKey)\.ts$/,
    tests: [
      'cache',
      'createWatch',
      'eventTarget',
      'endpoint',
      'watcher',
      'actions/syncAll',
      'actions/watchSessions',
      'sessionKeyReads',
      'sessionKey',
      'expiring',
      'actions/inputs',
      'watch',
      'logs',
      'actions/signed',
    ],
  },
]
