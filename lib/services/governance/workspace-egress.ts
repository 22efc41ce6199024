import 'server-only'
import type { Database } from '@/lib/db/database'
import { patiently } from '@/lib/db/patiently'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { egressFor } from '@/lib/egress/egress-for'
import { readModelPolicy } from './model-policy'

/**
 * The network as this workspace may use it: for models, steps, webhooks, tests of connections, all that acts for it.
 * The policy is asked at each call, so that private mode reaches runs that are under way.
 */
export function workspaceEgress(db: Database, workspaceId: string): EgressFetch {
  return async (input, init) => {
    const { privateMode } = await patiently(() => readModelPolicy(db, workspaceId), init?.signal)
    return egressFor({ onlyHosts: privateMode?.hosts ?? null })(input, init)
  }
}
