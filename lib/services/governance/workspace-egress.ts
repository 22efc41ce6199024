import 'server-only'
import type { ModelPolicy } from '@/lib/contracts/governance'
import { whenKnown } from '@/lib/core/when-known'
import type { Database } from '@/lib/db/database'
import { patiently } from '@/lib/db/patiently'
import type { EgressFetch, GuardedFetch } from '@/lib/egress/create-egress'
import { egressFor } from '@/lib/egress/egress-for'
import type { EgressCaller } from '@/lib/egress/process-egress'
import { readModelPolicy } from './model-policy'

/**
 * The network as this workspace may use it: for models, steps, webhooks, tests of connections, all that acts for it.
 * The policy is asked at each call, so that private mode reaches runs that are under way.
 */
export function workspaceEgress(db: Database, workspaceId: string, caller: EgressCaller = 'others'): GuardedFetch {
  const policyFor = (signal: AbortSignal | null = null) => patiently(() => readModelPolicy(db, workspaceId), signal)
  const doorOf = ({ privateMode }: ModelPolicy) => egressFor({ onlyHosts: privateMode?.hosts ?? null, caller })
  const fetch: EgressFetch = async (input, init) => doorOf(await policyFor(init?.signal))(input, init)
  // Not async: what is known is nearly always at hand, and a promise that is returned costs three.
  const stream: GuardedFetch['stream'] = (url, call) =>
    whenKnown(policyFor(call.signal), (known) => doorOf(known).stream(url, call))
  return Object.assign(fetch, { stream })
}
