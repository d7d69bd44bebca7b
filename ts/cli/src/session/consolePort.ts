/** Where `foc-session-keys console` listens, unless it is told otherwise: the links of a devnet lead there. */
export const consolePort = 8547
