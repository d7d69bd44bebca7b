import { buildGenesis } from '../../ts/devnet/buildGenesis.ts'

/** The chain that every devnet begins with. */
export default buildGenesis
