import 'server-only'
import type { EgressFetch, GuardedFetch } from './create-egress'
import { processEgress } from './process-egress'
import type { StreamCall } from './stream-call'

/**
 * The only door to the network, for one who says which hosts it may lead to; null: wherever the operator allows.
 * Only services/governance opens it (dependency-cruiser holds to that), so that no step of a workspace forgets its policy.
 */
export function egressFor({ onlyHosts }: { onlyHosts: readonly string[] | null }): GuardedFetch {
  return onlyHosts === null ? ANYWHERE : doorTo(onlyHosts)
}

function doorTo(onlyHosts: readonly string[] | null): GuardedFetch {
  const door = () => processEgress().within(onlyHosts)
  const fetch: EgressFetch = (input, init) => door()(input, init)
  return Object.assign(fetch, { stream: (url: string, call: StreamCall) => door().stream(url, call) })
}

const ANYWHERE = doorTo(null)
