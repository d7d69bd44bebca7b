import { filecoinWarmStorageServiceStateViewAbi, serviceProviderRegistryAbi } from 'foc-session-keys/abi'
import { hexToString } from 'viem'
import { multicall } from 'viem/actions'
import { plainText } from '../../output/plainText.ts'
import { type Check, failed, ok, warning } from '../check.ts'

const title = 'Providers'

/** The product of the registry that stores data sets. */
const pdp = 0

/** How many are listed, more than there are. */
const most = 100n

/** How many an upload needs: the Synapse SDK makes so many copies. */
const copies = 2

/** How long a provider may take, in milliseconds. */
const patience = 5000

export const providers: Check = {
  code: 'PARTIAL_FAILURE',
  name: 'providers',
  needs: ['network'],
  run: async ({ connection: { client }, signal }) => {
    const { fwssView, serviceProviderRegistry } = client.chain.contracts
    const [listed, approved] = await multicall(client, {
      contracts: [
        {
          abi: serviceProviderRegistryAbi,
          address: serviceProviderRegistry.address,
          args: [pdp, true, 0n, most],
          functionName: 'getProvidersByProductType',
        },
        {
          abi: filecoinWarmStorageServiceStateViewAbi,
          address: fwssView.address,
          args: [0n, most],
          functionName: 'getApprovedProviders',
        },
      ],
    })
    if (listed.status === 'failure') throw listed.error
    const isApproved = (id: bigint) => approved.status === 'failure' || approved.result.includes(id)
    const asked = await Promise.all(
      listed.result.providers
        .filter(({ providerId }) => isApproved(providerId))
        .map(async ({ product, productCapabilityValues, providerId, providerInfo }) => {
          const value = productCapabilityValues[product.capabilityKeys.indexOf('serviceURL')]
          const url = value ? hexToString(value) : ''
          const name = `${providerId} (${plainText(providerInfo.name)}, ${plainText(url)})`
          return { name, problem: await ping(url, signal) }
        }),
    )
    const down = asked.filter(({ problem }) => problem !== undefined)
    const up = asked.length - down.length
    const summary = `${up} of ${asked.length} approved providers answer`
    return [
      up >= copies
        ? ok(title, summary)
        : failed(
            title,
            `${summary}, and an upload of the Synapse SDK needs ${copies}.`,
            'Wait until they are back, or ask for fewer copies; if none answers, look at the connection of this machine.',
          ),
      ...down.map(({ name, problem }) =>
        warning(`Provider`, `${name} does not answer: ${problem}.`, 'Use another one until it is back.'),
      ),
    ]
  },
  title,
}

/** Asks a provider whether it is there. @returns Why it is not. */
async function ping(serviceUrl: string, signal: AbortSignal): Promise<string | undefined> {
  if (!/^https?:\/\//i.test(serviceUrl) || !URL.canParse(serviceUrl)) return 'its address is none'
  try {
    const response = await fetch(new URL('pdp/ping', serviceUrl.replace(/\/*$/, '/')), {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
    await response.body?.cancel()
    return response.ok ? undefined : `HTTP ${response.status}`
  } catch (error) {
    signal.throwIfAborted()
    const { cause, name } = error as Error & { cause?: { code?: string } }
    return name === 'TimeoutError' ? `nothing within ${patience / 1000} s` : (cause?.code ?? 'no connection')
  }
}
