import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { trainingEvents } from '@/lib/db/schema/training'
import type { FineTuneClient } from '@/lib/models/fine-tuning/fine-tune-client'
import { type LossPoint, type RemoteEvent, toLossPoint } from '@/lib/models/fine-tuning/fine-tune-shapes'
import { addEvents, changeJob, type TrainingJobRow } from './job-progress'
import type { TrainingJobData } from './training-jobs'

const MAX_POINTS = 1_000

/** What the service said since the last look: its words as events, its figures as points of the curve. */
export async function storeFineTuneEvents(
  db: Database,
  about: { job: TrainingJobRow; data: TrainingJobData; client: FineTuneClient; jobId: string; signal: AbortSignal },
): Promise<void> {
  const { job, data, client, jobId, signal } = about
  const known = await knownIds(db, data)
  const fresh = await client.newEvents(jobId, (id) => known.has(id), signal)
  // A service without checkpoints is no failure of the training.
  const checkpoints = await client.checkpoints(jobId, signal).catch(() => [])
  const points = [
    ...fresh.map((event) => toLossPoint(null, event.data)),
    ...checkpoints.map(({ step_number, metrics }) => toLossPoint(step_number, metrics)),
  ].filter((point) => point !== null)
  await addEvents(
    db,
    data,
    fresh.toReversed().map(({ id, level, message, created_at }) => ({
      remoteId: id,
      level,
      message,
      at: new Date(created_at * 1_000),
    })),
  )
  const changes = { ...(points.length > 0 ? { curve: merged(job.curve, points) } : {}), ...progressOf(fresh, job) }
  if (Object.keys(changes).length > 0) await changeJob(db, data, changes)
}

async function knownIds(db: Database, { workspaceId, trainingJobId }: TrainingJobData): Promise<Set<string | null>> {
  const rows = await db
    .select({ remoteId: trainingEvents.remoteId })
    .from(trainingEvents)
    .where(
      and(
        eq(trainingEvents.jobId, trainingJobId),
        eq(trainingEvents.workspaceId, workspaceId),
        isNotNull(trainingEvents.remoteId),
      ),
    )
  return new Set(rows.map(({ remoteId }) => remoteId))
}

/** One point a step; what is known of it is completed. */
function merged(before: readonly JsonObject[], points: readonly LossPoint[]): JsonObject[] {
  const byStep = new Map<number, JsonObject>(before.map((point) => [Number(point.step), point]))
  for (const point of points) {
    const known = byStep.get(point.step) ?? {}
    const news = Object.fromEntries(Object.entries(point).filter(([, value]) => value !== null))
    byStep.set(point.step, { ...point, ...known, ...news })
  }
  const all = [...byStep.values()].sort((a, b) => Number(a.step) - Number(b.step))
  const stride = Math.ceil(all.length / MAX_POINTS)
  return all.filter((_, index) => index % stride === 0 || index === all.length - 1)
}

function progressOf(events: readonly RemoteEvent[], job: TrainingJobRow): { progress?: number } {
  const shares = events.map(({ data }) => (data?.step && data.total_steps ? data.step / data.total_steps : 0))
  const furthest = Math.max(0, ...shares)
  return furthest > 0 ? { progress: Math.max(job.progress, Math.min(98, Math.round(10 + furthest * 88))) } : {}
}
