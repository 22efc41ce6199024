import 'server-only'
import type { GateCheck } from '@/lib/contracts/gates'
import type { Database, Transaction } from '@/lib/db/database'
import { collectEvidence, type LiveVersion } from './collect-evidence'
import type { MeasuredGraph } from './find-evidence'
import { type Evidence, type GateEvidence, isGap } from './gate-evidence'
import type { AppAddress, Gate } from './gate-rows'
import { type GateJudgement, judgeGate } from './judge-gate'
import { regressedExamples } from './regressed-examples'

export interface Checked {
  judgement: GateJudgement
  evidence: GateEvidence
  live: LiveVersion | null
}

/** The gate's current result for a graph. */
export async function checkGate(
  db: Database | Transaction,
  app: AppAddress,
  subject: { gate: Gate; candidate: MeasuredGraph; now: Date },
): Promise<Checked> {
  const { evidence, live } = await collectEvidence(db, app, subject)
  return { judgement: judgeGate(subject.gate.rules, evidence), evidence, live }
}

/** The result with the examples that got worse and the evaluations in progress. */
export async function viewCheck(
  db: Database | Transaction,
  app: AppAddress,
  { judgement, evidence }: Checked,
  running: GateCheck['running'],
): Promise<GateCheck> {
  return {
    ...judgement,
    regressed: await regressedExamples(db, app.workspaceId, evidence),
    needsRun: gapsOf(evidence).length > 0,
    running,
  }
}

/** Ids of the evaluations that must run. */
export function gapsOf({ candidate, live, regressions }: GateEvidence): string[] {
  const all: (Evidence | null | 'same')[] = [candidate, live, regressions?.candidate ?? null, regressions?.live ?? null]
  const ids = new Set<string>()
  for (const item of all) {
    if (item === null || item === 'same' || !isGap(item)) continue
    if (item.needsRun && item.evaluationId !== null) ids.add(item.evaluationId)
  }
  return [...ids]
}
