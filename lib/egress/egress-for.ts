import 'server-only'
import type { EgressFetch } from './create-egress'
import { processEgress } from './process-egress'

/**
 * The only door to the network, for one who says which hosts it may lead to; null: wherever the operator allows.
 * Only services/governance opens it (dependency-cruiser holds to that), so that no step of a workspace forgets its policy.
 */
export function egressFor({ onlyHosts }: { onlyHosts: readonly string[] | null }): EgressFetch {
  return (input, init) => processEgress().within(onlyHosts)(input, init)
}
