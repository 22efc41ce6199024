import 'server-only'
import type { EgressFetch, GuardedFetch } from './create-egress'
import type { TcpCall } from './open-tcp'
import { type EgressCaller, processEgress } from './process-egress'
import type { StreamCall } from './stream-call'

interface Scope {
  onlyHosts: readonly string[] | null
  /** Model servers on this computer accept model calls only. */
  caller?: EgressCaller
  /** Addresses of this computer that owners allowed, in the format of `localAllowList`. */
  localAddresses?: string
}

/**
 * The only way to the network. The caller states which hosts are reachable; null for all that the operator allows. Only
 * services/governance may import it (a dependency-cruiser rule), so that every step of a workspace follows its policy.
 */
export function egressFor({ onlyHosts, caller = 'others', localAddresses = '' }: Scope): GuardedFetch {
  const isAnywhere = onlyHosts === null && localAddresses === ''
  return isAnywhere ? ANYWHERE[caller] : fetchWithin(onlyHosts, caller, localAddresses)
}

function fetchWithin(onlyHosts: readonly string[] | null, caller: EgressCaller, localAddresses = ''): GuardedFetch {
  const current = () => processEgress(caller, localAddresses).within(onlyHosts)
  const fetch: EgressFetch = (input, init) => current()(input, init)
  return Object.assign(fetch, {
    stream: (url: string, call: StreamCall) => current().stream(url, call),
    connect: (call: TcpCall) => current().connect(call),
  })
}

const ANYWHERE = { models: fetchWithin(null, 'models'), others: fetchWithin(null, 'others') }
