import 'server-only'
import type { ModelPolicy } from '@/lib/contracts/governance'
import type { Database } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import { elsewhere } from '@/lib/graph/policy/model-facts'
import { isRestricted } from '@/lib/graph/policy/model-rules'
import { isOwnHost } from '@/lib/providers/own-host'
import { knownModel } from './known-models'
import { checkModelCall, readModelPolicy } from './model-policy'

export interface PlannedCall {
  provider: string
  model: string
  /** Host as in the ledger. Empty if the data stays in this process. */
  host: string
  /** Null unless the connection declares it. */
  region: string | null
}

/** Checks each model call. @throws AppError FORBIDDEN with a message that names the rule */
export async function checkCall(db: Database, workspaceId: string, call: PlannedCall): Promise<void> {
  checkBy(await retryRead(() => readModelPolicy(db, workspaceId)), call)
}

function checkBy(policy: ModelPolicy, call: PlannedCall): void {
  if (!isRestricted(policy)) return
  const known = knownModel(call.provider, call.model)
  const facts = { ...known, host: call.host, region: call.region ?? known.region }
  checkModelCall(policy, isOwnHost(call.provider, call.host) ? facts : elsewhere(facts))
}
