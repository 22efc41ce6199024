import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { StoredOverride } from '@/lib/contracts/gate-override'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import type { AuditContext } from '../audit/emit-audit'
import { compilePlan } from '../runs/compile-plan'
import { checkGate } from './check-gate'
import { isGap } from './gate-evidence'
import { GatePass } from './gate-pass'
import { type AppAddress, type Gate, gateOf } from './gate-rows'
import type { GateJudgement } from './judge-gate'
import { type GateDecision, recordDecision } from './record-decision'

export interface GateRequest {
  environment: string
  versionId: string
  action: GateDecision['action']
  override?: StoredOverride | null
  /** The second person who has agreed. */
  approvedBy?: string | null
}

/** A release that the gate does not allow; the decision is recorded after the transaction. */
export class GateRefusal extends AppError {
  constructor(
    reason: Problem,
    readonly app: AppAddress,
    readonly decision: GateDecision,
  ) {
    super('CONFLICT', reason, { details: { gate: decision.answer, rules: decision.rules } })
  }
}

/**
 * Decides whether the version may be served in the environment, and records the decision. The caller has locked the
 * environment. @throws GateRefusal
 */
export async function passGate(
  tx: Transaction,
  ctx: AuditContext,
  app: AppAddress,
  request: GateRequest,
): Promise<GatePass> {
  const found = await requestGate(tx, ctx, app, request)
  if (found === 'second-person') throw new AppError('CONFLICT', problem('releases.secondPersonRequired'))
  return found
}

/** Like `passGate`. If an inconclusive answer needs a second person, the caller must request one. */
export async function requestGate(
  tx: Transaction,
  ctx: AuditContext,
  app: AppAddress,
  request: GateRequest & { canRequest?: boolean },
): Promise<GatePass | 'second-person'> {
  const { environment, versionId, override = null, approvedBy = null } = request
  const pass = new GatePass(versionId, environment)
  const gate = await gateOf(tx, app, environment)
  if (!gate) return pass
  const candidate = await graphOf(tx, app, versionId)
  const { judgement, evidence } = await checkGate(tx, app, { gate, candidate, now: ctx.now() })
  const isAllowed = judgement.answer === 'passes' || override !== null || isTolerated(gate, judgement, approvedBy)
  const datasetVersionId = isGap(evidence.candidate) ? null : evidence.candidate.datasetVersionId
  const decision: GateDecision = {
    environment,
    versionId,
    graphHash: candidate.graphHash,
    action: request.action,
    datasetVersionId,
    answer: judgement.answer,
    rules: judgement.rules,
    isAllowed,
    override: judgement.answer === 'passes' ? null : override,
  }
  const canRequest =
    request.canRequest && judgement.answer === 'inconclusive' && gate.rules.whenInconclusive === 'second-person'
  if (!isAllowed && !canRequest) throw new GateRefusal(refusal(gate, judgement), app, decision)
  await recordDecision(tx, ctx, app, decision)
  return isAllowed ? pass : 'second-person'
}

function isTolerated({ rules }: Gate, { answer }: GateJudgement, approvedBy: string | null): boolean {
  if (answer !== 'inconclusive') return false
  return rules.whenInconclusive === 'pass' || (rules.whenInconclusive === 'second-person' && approvedBy !== null)
}

async function graphOf(tx: Transaction, app: AppAddress, versionId: string) {
  const [version] = await tx
    .select({ graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, app.id), eq(versions.workspaceId, app.workspaceId)))
  if (!version) throw new AppError('NOT_FOUND', problem('missing.version'))
  return { graph: version.graph, graphHash: compilePlan(version.graph).hash }
}

function refusal({ environment }: Gate, { answer, rules }: GateJudgement): Problem {
  const decisive = rules.filter((rule) => rule.answer === answer)
  const reasons = decisive.map(({ reason, reasonRef }) => storedProblem(reason, reasonRef))
  return problem(answer === 'fails' ? 'gates.fails' : 'gates.inconclusive', { environment, reasons })
}
