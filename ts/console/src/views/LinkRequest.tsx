import { isDestructive, isPolicy } from 'foc-session-keys'
import { networkNames, takesLimits } from '../networks.ts'
import { Heading } from '../parts/Heading.tsx'
import { KeyAddress } from '../parts/KeyAddress.tsx'
import type { AuthorizeLink } from '../state/location.ts'
import { useIsConnected } from '../state/root.tsx'
import { listed, may } from '../words/scopes.ts'
import { LinkGrant } from './LinkGrant.tsx'

/** What a link asks for. It comes from anybody, so it does nothing by itself, and nothing in it is believed. */
export function LinkRequest({ link, onLeave }: { link: AuthorizeLink; onLeave: () => void }) {
  const { name, network, permissions, sessionKeyAddress, unknownScopes } = link
  const isConnected = useIsConnected()
  const isRefused = !takesLimits(network) && permissions.some((one) => isPolicy(one))
  const destructive = permissions.filter(isDestructive).map(may)
  return (
    <section>
      <Heading>A program asks to act for your wallet</Heading>
      <div className="notice warning">
        <p>
          <strong>Who sent you this link?</strong> Anybody can make one, and this page cannot tell who did. Go
          on only if you started a login yourself, just now, and the link comes from there. If it came by
          mail, by chat or from a web page, close it.
        </p>
      </div>
      <dl className="request">
        <dt>It calls itself</dt>
        <dd>{name ? `“${name}” (anybody can write anything here)` : 'nothing'}</dd>
        <dt>Its key</dt>
        <dd>
          <KeyAddress address={sessionKeyAddress} what="address of the key" />
        </dd>
        <dt>Network</dt>
        <dd>{networkNames[network]}</dd>
        <dt>It wants to</dt>
        <dd>{permissions.length > 0 ? listed(permissions.map(may)) : 'nothing that this page knows'}</dd>
      </dl>
      {unknownScopes.length > 0 && (
        <p className="notice">
          It also asks for {listed(unknownScopes.map((scope) => `“${scope}”`))}, which is not known here. That
          is left out.
        </p>
      )}
      {isRefused && (
        <p className="notice danger">
          It asks for limits, and the storage service on {networkNames[network]} does not take them yet.
          Nothing can be granted here: without the limits it would be more than what is asked for. Start the
          login again without limits, for a short time.
        </p>
      )}
      {destructive.length > 0 && !isRefused && (
        <p className="notice danger">
          It asks to {listed(destructive)}, which cannot be undone. That is not ticked: tick it only if you
          know what for.
        </p>
      )}
      {isConnected && permissions.length > 0 && !isRefused && <LinkGrant link={link} />}
      <button type="button" onClick={onLeave}>
        Leave, and show my session keys
      </button>
    </section>
  )
}
