/** This machine's time, in Unix seconds. */
export const unixTime = () => BigInt(Math.floor(Date.now() / 1000))
