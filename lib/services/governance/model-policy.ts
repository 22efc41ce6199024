import 'server-only'
import { eq } from 'drizzle-orm'
import { ModelPolicy } from '@/lib/contracts/governance'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { modelPolicies } from '@/lib/db/schema/governance'
import { findPolicyBreaches } from '@/lib/graph/policy/find-policy-breaches'
import type { ModelFacts } from '@/lib/graph/policy/model-facts'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { textRef } from '@/lib/messages/problems/text-ref'
import { BriefCache } from '@/lib/platform/brief-cache'
import { singleton } from '@/lib/platform/singleton'

const FRESH_MS = 1_000

const policyCache = () => singleton('model-policies', () => new BriefCache<ModelPolicy>(FRESH_MS))

/** The policy of this workspace, cached for a second. Throws when it cannot be read: then nothing is allowed. */
export function readModelPolicy(db: Database, workspaceId: string): ModelPolicy | Promise<ModelPolicy> {
  return policyCache().peek(workspaceId) ?? policyCache().get(workspaceId, () => load(db, workspaceId))
}

/** Call after a change: this process applies it at once, others within a second. */
export function forgetModelPolicy(workspaceId: string): void {
  policyCache().forget(workspaceId)
}

/** Checks each model call. @throws AppError FORBIDDEN with the rule and the roles that can change it */
export function checkModelCall(policy: ModelPolicy, facts: ModelFacts): void {
  const [breach] = findPolicyBreaches(policy, facts)
  if (!breach) return
  throw new AppError('FORBIDDEN', addEnglish(textRef('policy.ownersChange', { problem: breach.text })), {
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
