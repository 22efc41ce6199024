import 'server-only'
import type { ModelPolicy } from '@/lib/contracts/governance'
import type { Database } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import type { EgressFetch, GuardedFetch } from '@/lib/egress/create-egress'
import { egressFor } from '@/lib/egress/egress-for'
import type { EgressCaller } from '@/lib/egress/process-egress'
import { readModelPolicy } from './model-policy'
import { readLocalAddresses } from './read-local-addresses'

/**
 * The network as this workspace may use it: for models, steps, webhooks and connection tests. Reads policy and allowed
 * addresses at each call, so that a change affects runs in progress.
 */
export function workspaceEgress(db: Database, workspaceId: string, caller: EgressCaller = 'others'): GuardedFetch {
  const fetchOf = ({ privateMode }: ModelPolicy, localAddresses: string) =>
    egressFor({ onlyHosts: privateMode?.hosts ?? null, caller, localAddresses })
  const readFetch = async () => fetchOf(await readModelPolicy(db, workspaceId), await readLocalAddresses(db))
  const fetchFor = (signal: AbortSignal | null = null) => retryRead(readFetch, signal)
  const fetch: EgressFetch = async (input, init) => (await fetchFor(init?.signal))(input, init)
  const stream: GuardedFetch['stream'] = async (url, call) => (await fetchFor(call.signal)).stream(url, call)
  const connect: GuardedFetch['connect'] = async (call) => (await fetchFor(call.signal)).connect(call)
  return Object.assign(fetch, { stream, connect })
}
