import * as Abis from '@filoz/synapse-core/abis'

// The contracts of Filecoin Onchain Cloud as the Synapse SDK knows them, so that it takes this devnet's chain for one of
// its own. The build puts them in: the package that they come from wants a newer Node, for other things that it does.

export const endorsements = Abis.providerIdSet
export const filecoinPay = Abis.filecoinPay
export const fwss = Abis.fwss
export const fwssView = Abis.fwssView
export const pdp = Abis.pdp
export const serviceProviderRegistry = Abis.serviceProviderRegistry
export const sessionKeyRegistry = Abis.sessionKeyRegistry
export const usdfc = Abis.erc20WithPermit
