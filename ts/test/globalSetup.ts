import { buildGenesis } from '../devnet/buildGenesis.ts'

/** The chain that every devnet begins with. */
export default buildGenesis
