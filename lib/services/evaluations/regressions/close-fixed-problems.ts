import 'server-only'
import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { datasetExamples } from '@/lib/db/schema/datasets'
import { evaluations, experiments, reportedProblems } from '@/lib/db/schema/evaluation/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import { raiseAlert } from '../../inbox/raise-alert'
import { compilePlan } from '../../runs/compile-plan'
import type { System } from '../../system'
import type { EvaluationRow } from '../evaluation-rows'
import { passesOf } from '../passes-of'
import { readAnswers } from '../read-answers'

/** Experiments that are searched for a live version. */
const SEARCHED = 20
const SHOWN = 120

interface LiveVersion {
  id: string
  number: number
  graphHash: string
}

/**
 * Closes problems whose regression test a live version passes in every trial, and opens those that a live version fails.
 * Every process may run it: each problem is closed once. @returns how many were closed
 */
export async function closeFixedProblems({ db }: Pick<System, 'db'>): Promise<number> {
  const found = await db
    .select({ evaluation: evaluations, appName: apps.name })
    .from(evaluations)
    .innerJoin(apps, and(eq(apps.id, evaluations.appId), isNull(apps.deletedAt)))
    .where(eq(evaluations.purpose, 'regressions'))
  let closed = 0
  for (const { evaluation, appName } of found) closed += await closeOf(db, evaluation, appName)
  return closed
}

async function closeOf(db: Database, evaluation: EvaluationRow, appName: string): Promise<number> {
  const { id, workspaceId, appId } = evaluation
  const live = await db
    .selectDistinct({ id: versions.id, number: versions.number })
    .from(environments)
    .innerJoin(versions, and(eq(versions.id, environments.versionId), eq(versions.workspaceId, workspaceId)))
    .where(
      and(eq(environments.appId, appId), eq(environments.workspaceId, workspaceId), isNotNull(environments.versionId)),
    )
    .orderBy(desc(versions.number))
  const closedRows = await db
    .select({ id: experiments.id })
    .from(experiments)
    .where(
      and(
        eq(experiments.evaluationId, id),
        eq(experiments.workspaceId, workspaceId),
        eq(experiments.status, 'done'),
        isNull(experiments.part),
      ),
    )
    .orderBy(desc(experiments.number))
    .limit(SEARCHED)
  const [newest] = closedRows
  if (!newest || live.length === 0) return 0
  const state = [newest.id, ...live.map((version) => version.id)].join()
  if (state === evaluation.closedState) return 0
  const verdicts = await verdictsOf(db, evaluation, {
    live: await withHashes(db, workspaceId, live),
    experimentIds: closedRows.map((experiment) => experiment.id),
  })
  return db.transaction(async (tx) => {
    const closed = await applyVerdicts(tx, { evaluation, appName, verdicts })
    await tx
      .update(evaluations)
      .set({ closedState: state, updatedAt: evaluation.updatedAt })
      .where(and(eq(evaluations.id, id), eq(evaluations.workspaceId, workspaceId)))
    return closed
  })
}

async function withHashes(
  db: Database,
  workspaceId: string,
  live: readonly { id: string; number: number }[],
): Promise<LiveVersion[]> {
  const ids = live.map(({ id }) => id)
  const graphs = await db
    .select({ id: versions.id, graph: versions.graph })
    .from(versions)
    .where(and(inArray(versions.id, ids), eq(versions.workspaceId, workspaceId)))
  const byId = new Map(graphs.map(({ id, graph }) => [id, compilePlan(graph).hash]))
  return live.map((version) => ({ ...version, graphHash: byId.get(version.id) ?? '' }))
}

/** By example: a version that passes every trial, or null if a live version fails. */
async function verdictsOf(
  db: Database,
  { workspaceId }: EvaluationRow,
  { live, experimentIds }: { live: readonly LiveVersion[]; experimentIds: readonly string[] },
): Promise<Map<string, number | null>> {
  const rows = await db
    .select()
    .from(experiments)
    .where(and(inArray(experiments.id, [...experimentIds]), eq(experiments.workspaceId, workspaceId)))
    .orderBy(desc(experiments.number))
  const verdicts = new Map<string, number | null>()
  for (const { graphHash, number } of live) {
    const measured = rows.find(({ variants }) => variants.some((variant) => variant.graphHash === graphHash))
    const index = measured?.variants.findIndex((variant) => variant.graphHash === graphHash) ?? -1
    if (!measured || index < 0) continue
    const answers = (await readAnswers(db, measured)).filter(({ variant }) => variant === index)
    for (const [exampleId, passes] of passesOf(measured.scorers, answers)) {
      // The newest live version decides; without a score, the next one does.
      if (passes !== null && !verdicts.has(exampleId)) verdicts.set(exampleId, passes ? number : null)
    }
  }
  return verdicts
}

interface Verdicts {
  evaluation: EvaluationRow
  appName: string
  verdicts: ReadonlyMap<string, number | null>
}

async function applyVerdicts(tx: Transaction, { evaluation, appName, verdicts }: Verdicts): Promise<number> {
  const { id: evaluationId, workspaceId, datasetId } = evaluation
  const examples = await tx
    .select({ id: datasetExamples.id, runId: datasetExamples.runId, preview: datasetExamples.preview })
    .from(datasetExamples)
    .where(and(eq(datasetExamples.datasetId, datasetId), eq(datasetExamples.workspaceId, workspaceId)))
  let closed = 0
  for (const { id, runId, preview } of examples) {
    const version = verdicts.get(id)
    if (runId === null || version === undefined) continue
    const isProblem = and(
      eq(reportedProblems.evaluationId, evaluationId),
      eq(reportedProblems.workspaceId, workspaceId),
      eq(reportedProblems.runId, runId),
    )
    if (version === null) {
      await tx.update(reportedProblems).set({ fixedInVersion: null, closedAt: null }).where(isProblem)
      continue
    }
    const [fixed] = await tx
      .update(reportedProblems)
      .set({ fixedInVersion: version, closedAt: new Date() })
      .where(and(isProblem, isNull(reportedProblems.closedAt)))
      .returning({ reportedBy: reportedProblems.reportedBy })
    if (!fixed) continue
    closed += 1
    await raiseAlert(tx, {
      workspaceId,
      kind: 'problem-fixed',
      key: `${evaluationId}:${runId}`,
      onlyNewTo: fixed.reportedBy,
      title: problem('alerts.problemFixed', { app: appName, version }),
      message: problem('alerts.problemFixedText', { input: preview.slice(0, SHOWN) }),
      link: `/evaluations/${evaluationId}`,
    })
  }
  return closed
}
