import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { trainingEvents } from '@/lib/db/schema/training'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { FineTuneService, LossPoint, RemoteEvent } from '@/lib/models/fine-tuning/fine-tune-service'
import { addEvents, changeJob, type TrainingJobRow } from './job-progress'
import type { TrainingJobData } from './training-jobs'

const MAX_POINTS = 1_000

/** Stores the service's news since the last check: messages as events, metrics as points of the curve. */
export async function storeFineTuneEvents(
  db: Database,
  poll: { job: TrainingJobRow; data: TrainingJobData; client: FineTuneService; jobId: string; signal: AbortSignal },
): Promise<void> {
  const { job, data, client, jobId, signal } = poll
  const storedIds = await knownIds(db, data)
  const fresh = await client.newEvents(jobId, (id) => storedIds.has(id), signal)
  const emitted = fresh.map(({ point }) => point).filter((point) => point !== null)
  const points = [...emitted, ...(await client.lossPoints(jobId, signal))]
  await addEvents(
    db,
    data,
    fresh.toReversed().map(({ id, level, message, at }) => ({ remoteId: id, level, message: verbatim(message), at })),
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

/** One point per step; new values are merged into it. */
function merged(stored: readonly JsonObject[], points: readonly LossPoint[]): JsonObject[] {
  const byStep = new Map<number, JsonObject>(stored.map((point) => [Number(point.step), point]))
  for (const point of points) {
    const existing = byStep.get(point.step) ?? {}
    const news = Object.fromEntries(Object.entries(point).filter(([, value]) => value !== null))
    byStep.set(point.step, { ...point, ...existing, ...news })
  }
  const all = [...byStep.values()].sort((a, b) => Number(a.step) - Number(b.step))
  const stride = Math.ceil(all.length / MAX_POINTS)
  return all.filter((_, index) => index % stride === 0 || index === all.length - 1)
}

function progressOf(events: readonly RemoteEvent[], job: TrainingJobRow): { progress?: number } {
  const furthest = Math.max(0, ...events.map(({ share }) => share ?? 0))
  return furthest > 0 ? { progress: Math.max(job.progress, progressOfShare(furthest)) } : {}
}

/** Leaves room for the work before and after the training. */
export const progressOfShare = (share: number): number => Math.min(98, Math.round(10 + share * 88))
