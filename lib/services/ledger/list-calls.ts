import 'server-only'
import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { listLedgerCalls as contract, LedgerCall, LedgerRange } from '@/lib/contracts/ledger'
import type { Database } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { datasets, datasetVersions } from '@/lib/db/schema/datasets'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { trainingJobs } from '@/lib/db/schema/training'
import { requireRole, type Verb } from '../context'
import { sentCalls } from './sent-calls'

export const listLedgerCalls: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const { connectionId, provider, host, model } = modelCalls
  const isDestination = and(
    eq(connectionId, query.connectionId),
    eq(provider, query.provider),
    eq(host, query.host),
    eq(model, query.model),
  )
  const page = { range: query, where: isDestination, cursor: query.cursor, limit: query.limit + 1 }
  const found = await readCalls(ctx.db, ctx.workspace.id, page)
  const calls = found.slice(0, query.limit)
  return {
    calls: calls.map((call) => ({ ...viewOf(call), training: trainingOf(call) })),
    nextCursor: found.length > query.limit ? (calls.at(-1)?.id ?? null) : null,
  }
}

type CallRow = Awaited<ReturnType<typeof readCalls>>[number]

function viewOf({ provider, host, model, trainingJobId, dataset, version, examples, at, ...call }: CallRow) {
  return { ...call, at: at.toISOString() }
}

function trainingOf({ trainingJobId, dataset, version, examples }: CallRow): LedgerCall['training'] {
  return trainingJobId === null ? null : { jobId: trainingJobId, dataset, version, examples }
}

interface CallPage {
  range: LedgerRange
  where?: SQL | undefined
  /** Id of the last call of the previous page. */
  cursor: string | undefined
  limit: number
}

/** The calls of a range, the newest first. */
export function readCalls(db: Database, workspaceId: string, { range, where, cursor, limit }: CallPage) {
  const { id, at, runId, nodeId, origin, ability, outcome, errorCode, dataKinds, provider, host, model } = modelCalls
  return db
    .select({
      id,
      at,
      runId,
      nodeId,
      origin,
      ability,
      outcome,
      errorCode,
      dataKinds,
      provider,
      host,
      model,
      appName: apps.name,
      characters: modelCalls.sentCharacters,
      trainingJobId: modelCalls.trainingJobId,
      examples: modelCalls.sentExamples,
      dataset: datasets.name,
      version: datasetVersions.number,
    })
    .from(modelCalls)
    .leftJoin(apps, and(eq(apps.id, modelCalls.appId), eq(apps.workspaceId, modelCalls.workspaceId)))
    .leftJoin(
      trainingJobs,
      and(eq(trainingJobs.id, modelCalls.trainingJobId), eq(trainingJobs.workspaceId, modelCalls.workspaceId)),
    )
    .leftJoin(
      datasetVersions,
      and(
        eq(datasetVersions.id, trainingJobs.datasetVersionId),
        eq(datasetVersions.workspaceId, modelCalls.workspaceId),
      ),
    )
    .leftJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(
      and(sentCalls(workspaceId, range), where, cursor === undefined ? undefined : beforeCursor(workspaceId, cursor)),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit)
}

/** Condition on older calls than the cursor: by time, which has its own index, and by id at the same time. */
function beforeCursor(workspaceId: string, cursor: string): SQL {
  const { at, id } = modelCalls
  return sql`(${at}, ${id}) < (
    select last.at, last.id from model_calls last
    where last.id = ${cursor}::uuid and last.workspace_id = ${workspaceId}::uuid)`
}
