import 'server-only'
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { environments, versions } from '@/lib/db/schema/apps'
import { datasetExamples } from '@/lib/db/schema/datasets'
import { evaluations } from '@/lib/db/schema/evaluation/evaluations'
import { gateDecisions } from '@/lib/db/schema/evaluation/gates'
import { releases } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import { unchangedVersion } from '../datasets/current-version'
import { uncalibratedJudges } from '../judges/calibration'
import { compilePlan } from '../runs/compile-plan'
import { attackEvidence } from './attack-evidence'
import { findEvidence, type MeasuredGraph, type Search } from './find-evidence'
import { type GateEvidence, isGap } from './gate-evidence'
import type { AppAddress, EvaluationRow, Gate } from './gate-rows'
import { requiredCases } from './required-cases'

type Db = Database | Transaction

/** The version of an environment that a candidate is compared with. */
export interface LiveVersion extends MeasuredGraph {
  versionId: string
}

export async function collectEvidence(
  db: Db,
  app: AppAddress,
  { gate, candidate, now }: { gate: Gate; candidate: MeasuredGraph; now: Date },
): Promise<{ evidence: GateEvidence; live: LiveVersion | null }> {
  const live = await liveVersion(db, app, gate.environment)
  const { evaluation, rules, environment } = gate
  if (!evaluation) {
    const missing = { evaluationId: null, needsRun: false, missing: problem('gates.evaluationDeleted') }
    const none = { regressions: null, mustIds: new Set<string>(), judges: new Map(), attacks: null, attempts: 0 }
    return { live, evidence: { candidate: missing, live: null, ...none } }
  }
  const search = { environment, maxAgeDays: rules.maxAgeDays, now }
  const evidence = await evidenceOf(db, { ...search, evaluation }, candidate, live)
  const tests = rules.noRegressions ? await regressionsOf(db, app) : null
  const regressions = tests ? await evidenceOf(db, { ...search, evaluation: tests }, candidate, live) : null
  const mustIds = rules.mustPass && !isGap(evidence.candidate) ? await requiredCases(db, evaluation) : new Set<string>()
  const judges = await uncalibratedJudges(db, evaluation)
  const { maxAgeDays } = rules
  const attacks = rules.maxAttackSuccess == null ? null : await attackEvidence(db, app, { candidate, maxAgeDays, now })
  const attempts = await attemptsOf(db, app, gate, candidate)
  return { live, evidence: { ...evidence, regressions, mustIds, judges, attacks, attempts } }
}

async function evidenceOf(db: Db, search: Search, candidate: MeasuredGraph, live: LiveVersion | null) {
  return {
    candidate: await findEvidence(db, search, candidate),
    live: live?.graphHash === candidate.graphHash ? ('same' as const) : live && (await findEvidence(db, search, live)),
  }
}

/** The live version, or the last one while the environment is offline: going offline must not avoid the comparison. */
async function liveVersion(db: Db, app: AppAddress, environment: string): Promise<LiveVersion | null> {
  const [row] = await db
    .select({ versionId: environments.versionId })
    .from(environments)
    .where(
      and(
        eq(environments.appId, app.id),
        eq(environments.workspaceId, app.workspaceId),
        eq(environments.name, environment),
      ),
    )
  const versionId = row?.versionId ?? (await lastReleased(db, app, environment))
  if (versionId === null) return null
  const [version] = await db
    .select({ graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.workspaceId, app.workspaceId)))
  return version ? { versionId, graph: version.graph, graphHash: compilePlan(version.graph).hash } : null
}

async function lastReleased(db: Db, app: AppAddress, environment: string): Promise<string | null> {
  const [last] = await db
    .select({ versionId: releases.versionId })
    .from(releases)
    .where(
      and(
        eq(releases.appId, app.id),
        eq(releases.workspaceId, app.workspaceId),
        eq(releases.environment, environment),
        isNotNull(releases.versionId),
      ),
    )
    .orderBy(desc(releases.id))
    .limit(1)
  return last?.versionId ?? null
}

/** The evaluation of the regression tests, if there are any. */
export async function regressionsOf(db: Db, app: AppAddress): Promise<EvaluationRow | null> {
  const [found] = await db
    .select({ evaluation: evaluations })
    .from(evaluations)
    .innerJoin(datasetExamples, eq(datasetExamples.datasetId, evaluations.datasetId))
    .where(
      and(
        eq(evaluations.appId, app.id),
        eq(evaluations.workspaceId, app.workspaceId),
        eq(evaluations.purpose, 'regressions'),
        eq(datasetExamples.review, 'approved'),
        isNull(datasetExamples.removedAt),
      ),
    )
    .limit(1)
  return found?.evaluation ?? null
}

/** The number of versions that were judged with the same test split. */
async function attemptsOf(db: Db, app: AppAddress, gate: Gate, candidate: MeasuredGraph): Promise<number> {
  if (gate.evaluation?.split !== 'test') return 0
  const datasetVersionId = await unchangedVersion(db, gate.evaluation)
  if (datasetVersionId === null) return 0
  const judged = await db
    .selectDistinct({ graphHash: gateDecisions.graphHash })
    .from(gateDecisions)
    .where(
      and(
        eq(gateDecisions.appId, app.id),
        eq(gateDecisions.workspaceId, app.workspaceId),
        eq(gateDecisions.datasetVersionId, datasetVersionId),
      ),
    )
  return new Set([...judged.map(({ graphHash }) => graphHash), candidate.graphHash]).size
}
