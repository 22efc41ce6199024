import 'server-only'
import type { StoredOverride } from '@/lib/contracts/gate-override'
import type { GateAnswer, GateRuleResult } from '@/lib/contracts/gates'
import type { Transaction } from '@/lib/db/database'
import { gateDecisions } from '@/lib/db/schema/evaluation/gates'
import { type AuditContext, emitAudit } from '../audit/emit-audit'
import type { AppAddress } from './gate-rows'

export interface GateDecision {
  environment: string
  /** Unknown if the version of a rejected publication was rolled back. */
  versionId: string | null
  graphHash: string
  action: 'publish' | 'promote' | 'schedule' | 'canary' | 'rollout'
  answer: GateAnswer
  rules: GateRuleResult[]
  datasetVersionId: string | null
  override: StoredOverride | null
  isAllowed: boolean
}

const AUDITED = { passes: 'gate.pass', fails: 'gate.fail', inconclusive: 'gate.inconclusive' } as const

export async function recordDecision(
  tx: Transaction,
  ctx: AuditContext,
  app: AppAddress,
  decision: GateDecision,
): Promise<void> {
  const { actor } = ctx
  const actorName = actor.kind === 'user' ? actor.name : 'Patchbay'
  await tx.insert(gateDecisions).values({ ...decision, appId: app.id, workspaceId: app.workspaceId, actorName })
  const { environment, versionId, action, answer, rules, override, isAllowed } = decision
  await emitAudit(tx, ctx, {
    action: override ? 'gate.override' : AUDITED[answer],
    subject: `app:${app.id}`,
    after: {
      environment,
      versionId,
      release: action,
      answer,
      isAllowed,
      reason: override?.reason ?? null,
      overriddenBy: override?.by ?? null,
      rules: rules.flatMap((rule) => (rule.answer === 'passes' ? [] : [`${rule.rule}: ${rule.reason}`])),
    },
  })
}
