import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { CaseExample } from '@/lib/contracts/example-data'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { runFeedback } from '@/lib/db/schema/datasets'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { notFound } from '../../context'
import { graphOfRun } from '../../runs/graph-of-run'
import { storedEvents } from '../../runs/stored-events'
import { textOfOutputs } from '../text-of-outputs'

export interface RunCase {
  appId: string
  data: CaseExample
}

/** A longer recorded result would exceed the size of a case. */
const MAX_RECORDED = 100_000

/** The smallest case that repeats a run. @throws NOT_FOUND, INVALID_INPUT */
export async function caseOfRun(
  db: Database,
  { workspaceId, runId }: { workspaceId: string; runId: string },
): Promise<RunCase> {
  const [run] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId)))
  if (!run?.appId) throw notFound('missing.run')
  const { correction, isRatedDown } = await feedbackOf(db, { workspaceId, runId })
  const answer = run.status === 'succeeded' && !isRatedDown ? textOfOutputs(run.outputs ?? {}) : ''
  const expected = correction ?? answer
  const history = run.history.filter(({ content }) => content.trim() !== '')
  const tools = await recordedSteps(db, run)
  const parsed = CaseExample.safeParse({
    inputs: JsonObjectSchema.catch({}).parse(run.inputs),
    ...(expected === '' ? {} : { expected }),
    ...(history.length === 0 ? {} : { history }),
    ...(tools.length === 0 ? {} : { tools }),
  })
  if (!parsed.success) throw new AppError('INVALID_INPUT', problem('evaluation.runWithoutInputs'))
  return { appId: run.appId, data: parsed.data }
}

/** The results of steps with effects outside, recorded so that the case can replay them. */
async function recordedSteps(db: Database, run: typeof runs.$inferSelect): Promise<NonNullable<CaseExample['tools']>> {
  const events = (await storedEvents(db, run.id)).map(({ event }) => event)
  const graph = await graphOfRun(db, run)
  const types = new Map(graph?.nodes.map(({ id, type }) => [id, type]))
  return events.flatMap((event) => {
    if (event.type !== 'node-end' || event.path.length !== 1) return []
    const type = types.get(event.nodeId)
    const manifest = type === undefined ? undefined : manifestOf(type)
    const isOutside = manifest?.effect === 'write' && !manifest.delegates
    if (type === undefined || !isOutside || JSON.stringify(event.outputs).length > MAX_RECORDED) return []
    return [{ node: event.nodeId, type, outputs: event.outputs }]
  })
}

/** The newest correction, and whether someone disliked the answer. */
async function feedbackOf(db: Database, { workspaceId, runId }: { workspaceId: string; runId: string }) {
  const found = await db
    .select({ rating: runFeedback.rating, correction: runFeedback.correction })
    .from(runFeedback)
    .where(and(eq(runFeedback.runId, runId), eq(runFeedback.workspaceId, workspaceId)))
    .orderBy(desc(runFeedback.updatedAt))
  const corrected = found.find(({ correction }) => correction !== null && correction.trim() !== '')
  return { correction: corrected?.correction ?? null, isRatedDown: found.some(({ rating }) => rating === 'down') }
}
