import 'server-only'
import type { EgressFetch, GuardedFetch } from './create-egress'
import { type EgressCaller, processEgress } from './process-egress'
import type { StreamCall } from './stream-call'

interface Scope {
  onlyHosts: readonly string[] | null
  /** Model servers of this computer are open to calls of models only. */
  caller?: EgressCaller
  /** Addresses of this computer that owners allowed, as `localAllowList` writes them. */
  localAddresses?: string
}

/**
 * The only door to the network, for one who says which hosts it may lead to; null: wherever the operator allows.
 * Only services/governance opens it (dependency-cruiser holds to that), so that no step of a workspace forgets its policy.
 */
export function egressFor({ onlyHosts, caller = 'others', localAddresses = '' }: Scope): GuardedFetch {
  const isAnywhere = onlyHosts === null && localAddresses === ''
  return isAnywhere ? ANYWHERE[caller] : doorTo(onlyHosts, caller, localAddresses)
}

function doorTo(onlyHosts: readonly string[] | null, caller: EgressCaller, localAddresses = ''): GuardedFetch {
  const door = () => processEgress(caller, localAddresses).within(onlyHosts)
  const fetch: EgressFetch = (input, init) => door()(input, init)
  return Object.assign(fetch, { stream: (url: string, call: StreamCall) => door().stream(url, call) })
}

const ANYWHERE = { models: doorTo(null, 'models'), others: doorTo(null, 'others') }
