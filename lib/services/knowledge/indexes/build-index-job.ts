import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { buildIndex } from '@/lib/rag/indexes/build-index'
import { deleteIndex } from '@/lib/rag/indexes/delete-index'
import type { IndexRow } from '@/lib/rag/indexes/read-indexes'
import { cutInWorker, type ParserLimits } from '@/lib/rag/parse/worker/parse-in-worker'
import { ensureVectorIndex } from '@/lib/rag/vectors/vector-index'
import type { System } from '../../system'
import { ingest } from '../ingest'
import { backgroundCaller, type EmbedderUsage, indexEmbedder } from './index-embedder'
import { type BuildData, buildIndexJob, deleteIndexJob, type IndexData } from './index-jobs'

const TURN_MS = 5 * 60_000
/** Time in which the previous index can be restored. */
export const RETIRED_HOURS = 24
/** Transient errors; others need a person. */
const TRANSIENT_CODES: readonly string[] = [
  ...['MODEL_RATE_LIMITED', 'RATE_LIMITED', 'MODEL_UNREACHABLE', 'TIMEOUT', 'UNAVAILABLE', 'MODEL_FAILED'],
]

async function readIndex({ db }: System, { workspaceId, indexId }: IndexData): Promise<IndexRow | null> {
  const [row] = await db
    .select()
    .from(knowledgeIndexes)
    .where(and(eq(knowledgeIndexes.id, indexId), eq(knowledgeIndexes.workspaceId, workspaceId)))
  return row ?? null
}

/** Handler of the job that builds an index. If the process is killed, the next turn continues. */
export async function runBuildIndex(
  system: System,
  data: BuildData,
  signal: AbortSignal,
  parser: Pick<ParserLimits, 'entry'> = {},
): Promise<void> {
  const { db, jobs } = system
  const index = await readIndex(system, data)
  if (index?.status !== 'building') return
  const { workspaceId, knowledgeBaseId } = index
  // Created while there are few vectors of this dimension: later it would take long.
  await ensureVectorIndex(db, index.dims, system.databaseKind)
  const usage = usageKeeper(system, index)
  const embed = indexEmbedder({
    system,
    caller: backgroundCaller(workspaceId),
    index,
    use: 'document',
    onUsage: usage.add,
  })
  try {
    const { outcome, retiredId } = await buildIndex({
      db,
      index,
      embed,
      signal,
      untilMs: Date.now() + TURN_MS,
      withoutFailed: data.withoutFailed,
      cut: (document, settings) => cutInWorker(document, settings, { ...parser, owner: workspaceId, signal }),
      reread: (documentId) => ingest(system, { workspaceId, knowledgeBaseId, documentId }, signal),
    })
    await usage.flush()
    if (outcome === 'unfinished') await jobs.send(buildIndexJob, data, { key: index.id, group: workspaceId })
    if (retiredId) await deleteLater(system, { workspaceId, indexId: retiredId })
  } catch (error) {
    await usage.flush()
    if (signal.aborted) throw error
    await setError(system, data, AppError.isInstance(error) ? error : problem('knowledge.rebuildFailed'))
    if (!AppError.isInstance(error) || TRANSIENT_CODES.includes(error.code)) throw error
  }
}

/** Deletes the index when it is due: a retired one is kept for a while. */
export async function runDeleteIndex(system: System, data: IndexData, signal: AbortSignal): Promise<void> {
  const { db } = system
  await db
    .update(knowledgeIndexes)
    .set({ status: 'discarded' })
    .where(
      and(
        eq(knowledgeIndexes.id, data.indexId),
        eq(knowledgeIndexes.workspaceId, data.workspaceId),
        eq(knowledgeIndexes.status, 'retired'),
        sql`${knowledgeIndexes.retiredAt} <= now() - make_interval(hours => ${RETIRED_HOURS})`,
      ),
    )
  await deleteIndex(db, { id: data.indexId, workspaceId: data.workspaceId }, signal)
}

export function deleteLater({ jobs }: System, data: IndexData): Promise<void> {
  return jobs.send(deleteIndexJob, data, {
    key: data.indexId,
    group: data.workspaceId,
    startAfter: RETIRED_HOURS * 3_600 + 60,
    priority: 'batch',
  })
}

/** At startup: resumes builds of an earlier process. Waiting jobs keep their key, so none is duplicated. */
export async function resumeIndexes(system: System): Promise<void> {
  const { db, jobs } = system
  const { id, workspaceId, status } = knowledgeIndexes
  const found = await db.select({ id, workspaceId, status }).from(knowledgeIndexes).where(sql`${status} <> 'active'`)
  for (const row of found) {
    const data = { workspaceId: row.workspaceId, indexId: row.id }
    const options = { key: row.id, group: row.workspaceId }
    if (row.status === 'building') await jobs.send(buildIndexJob, { ...data, withoutFailed: false }, options)
    else if (row.status === 'retired') await deleteLater(system, data)
    else await jobs.send(deleteIndexJob, data, options)
  }
}

/** Writes the usage from time to time instead of with each call. */
function usageKeeper(system: System, index: IndexRow) {
  let waiting: EmbedderUsage = { tokens: 0, costMicros: 0 }
  let writing = Promise.resolve()
  const write = async () => {
    const { tokens, costMicros } = waiting
    waiting = { tokens: 0, costMicros: 0 }
    if (tokens === 0 && costMicros === 0) return
    await system.db
      .update(knowledgeIndexes)
      .set({
        tokens: sql`${knowledgeIndexes.tokens} + ${tokens}`,
        costMicros: costMicros === null ? null : sql`${knowledgeIndexes.costMicros} + ${costMicros}`,
        error: null,
      })
      .where(and(eq(knowledgeIndexes.id, index.id), eq(knowledgeIndexes.workspaceId, index.workspaceId)))
  }
  const flush = () => {
    writing = writing.then(write).catch(() => {})
    return writing
  }
  return {
    add: ({ tokens, costMicros }: EmbedderUsage) => {
      const costSoFar = waiting.costMicros === null || costMicros === null ? null : waiting.costMicros + costMicros
      waiting = { tokens: waiting.tokens + tokens, costMicros: costSoFar }
      if (waiting.tokens > 20_000) void flush()
    },
    flush,
  }
}

async function setError({ db }: System, { workspaceId, indexId }: IndexData, failure: Problem): Promise<void> {
  await db
    .update(knowledgeIndexes)
    .set(errorColumns(failure))
    .where(
      and(
        eq(knowledgeIndexes.id, indexId),
        eq(knowledgeIndexes.workspaceId, workspaceId),
        eq(knowledgeIndexes.status, 'building'),
      ),
    )
}
