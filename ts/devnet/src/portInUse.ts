/** Thrown when another program has a port that the devnet was told to use. */
export class PortInUseError extends Error {
  override name = 'PortInUseError'
  /** The port that is taken. */
  readonly port: number

  constructor(port: number) {
    super(`Port ${port} of 127.0.0.1 is in use by another program: end that one, or pass another port.`)
    this.port = port
  }
}
