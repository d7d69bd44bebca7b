import { type ConsoleLink, InvalidLinkError, type Network, readLink } from 'foc-session-keys'
import { useSyncExternalStore } from 'react'
import { type Address, getAddress, isAddress } from 'viem'
import { devnetUrl, isNetwork } from '../networks.ts'

export type AuthorizeLink = Extract<ConsoleLink, { action: 'authorize' }>

/** What the address of the page says when it is opened. */
export type Opened = {
  /** What a link asks for, or why it cannot be taken. */
  link: ConsoleLink | InvalidLinkError | undefined
  network: Network
  /** Whether a node was named that is not on this machine. */
  isForeignNode: boolean
  rpc: string | undefined
}

export function openedWith(href: string): Opened {
  const { searchParams } = new URL(href)
  const network = searchParams.get('network')
  const rpc = devnetUrl(searchParams.get('rpc'))
  return {
    isForeignNode: rpc === undefined,
    link: linkOf(href),
    network: isNetwork(network) ? network : 'mainnet',
    rpc: rpc ?? devnetUrl(null),
  }
}

function linkOf(href: string): Opened['link'] {
  try {
    return readLink(href)
  } catch (error) {
    if (error instanceof InvalidLinkError) return error
    throw error
  }
}

/** Leaves what a link asked for, so that it is not asked again when the page is loaded again. */
export function leaveLink(network: Network): void {
  const url = new URL(location.href)
  for (const name of ['authorize', 'revoke', 'scopes', 'name']) url.searchParams.delete(name)
  url.searchParams.set('network', network)
  history.replaceState(null, '', url)
}

const listen = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The session key that the page is about, after the `#` of its address. */
export function useShownKey(): Address | undefined {
  const hash = useSyncExternalStore(listen, () => location.hash.slice(1))
  return isAddress(hash, { strict: false }) ? getAddress(hash) : undefined
}

/** Shows a session key. */
export function show(sessionKeyAddress: Address): void {
  location.hash = sessionKeyAddress
}
