import 'server-only'
import { eq } from 'drizzle-orm'
import { ModelPolicy } from '@/lib/contracts/governance'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { modelPolicies } from '@/lib/db/schema/governance'
import { findPolicyBreaches, WHO_CAN_CHANGE } from '@/lib/graph/policy/find-policy-breaches'
import type { ModelFacts } from '@/lib/graph/policy/model-facts'
import { singleton } from '@/lib/platform/singleton'

const FRESH_MS = 1_000
const MAX_KEPT = 1_000

interface Kept {
  readAtMs: number
  /** The policy itself once it is read. */
  policy: ModelPolicy | Promise<ModelPolicy>
}

const kept = () => singleton('model-policies', () => new Map<string, Kept>())

/** What this workspace allows, at most a second old. When it cannot be read it throws: nothing is allowed then. */
export function readModelPolicy(db: Database, workspaceId: string): ModelPolicy | Promise<ModelPolicy> {
  const cache = kept()
  const known = cache.get(workspaceId)
  // The clock that nobody sets.
  const nowMs = performance.now()
  if (known && nowMs - known.readAtMs < FRESH_MS) return known.policy
  const policy = load(db, workspaceId)
  const entry: Kept = { readAtMs: nowMs, policy }
  policy.then(
    (read) => {
      entry.policy = read
    },
    () => cache.delete(workspaceId),
  )
  cache.delete(workspaceId)
  cache.set(workspaceId, entry)
  const [oldest] = cache.keys()
  if (cache.size > MAX_KEPT && oldest !== undefined) cache.delete(oldest)
  return policy
}

/** After a change: this process holds to it at once, others within a second. */
export function forgetModelPolicy(workspaceId: string): void {
  kept().delete(workspaceId)
}

/** Before each call of a model. @throws AppError FORBIDDEN, in words that name the rule and who can change it */
export function checkModelCall(policy: ModelPolicy, facts: ModelFacts): void {
  const [breach] = findPolicyBreaches(policy, facts)
  if (!breach) return
  throw new AppError('FORBIDDEN', `${breach.message} ${WHO_CAN_CHANGE}`, {
    details: { rule: breach.rule, model: facts.model, provider: facts.provider },
    isFinal: true,
  })
}

async function load(db: Database, workspaceId: string): Promise<ModelPolicy> {
  const [row] = await db
    .select({ policy: modelPolicies.policy })
    .from(modelPolicies)
    .where(eq(modelPolicies.workspaceId, workspaceId))
  return ModelPolicy.parse(row?.policy ?? {})
}
