import 'server-only'
import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { listLedgerCalls as contract, LedgerRange } from '@/lib/contracts/ledger'
import type { Database } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { requireRole, type Verb } from '../context'
import { sentCalls } from './sent-calls'

export const listLedgerCalls: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const { connectionId, provider, host, model } = modelCalls
  const place = and(
    eq(connectionId, query.connectionId),
    eq(provider, query.provider),
    eq(host, query.host),
    eq(model, query.model),
  )
  const page = { range: query, where: place, cursor: query.cursor, limit: query.limit + 1 }
  const found = await readCalls(ctx.db, ctx.workspace.id, page)
  const calls = found.slice(0, query.limit)
  return {
    calls: calls.map(({ provider: _provider, host: _host, model: _model, at, ...call }) => ({
      ...call,
      at: at.toISOString(),
    })),
    nextCursor: found.length > query.limit ? (calls.at(-1)?.id ?? null) : null,
  }
}

interface CallPage {
  range: LedgerRange
  where?: SQL | undefined
  /** Id of the last call of the page before. */
  cursor: string | undefined
  limit: number
}

/** Newest first. */
export function readCalls(db: Database, workspaceId: string, { range, where, cursor, limit }: CallPage) {
  const { id, at, runId, nodeId, origin, ability, outcome, errorCode, dataKinds, provider, host, model } = modelCalls
  return db
    .select({
      ...{ id, at, runId, nodeId, origin, ability, outcome, errorCode, dataKinds, provider, host, model },
      appName: apps.name,
      characters: modelCalls.sentCharacters,
    })
    .from(modelCalls)
    .leftJoin(apps, and(eq(apps.id, modelCalls.appId), eq(apps.workspaceId, modelCalls.workspaceId)))
    .where(and(sentCalls(workspaceId, range), where, cursor === undefined ? undefined : before(workspaceId, cursor)))
    .orderBy(desc(at), desc(id))
    .limit(limit)
}

/** In the order of their times, which has an index of its own; calls of the same moment by their ids. */
function before(workspaceId: string, cursor: string): SQL {
  const { at, id } = modelCalls
  return sql`(${at}, ${id}) < (
    select last.at, last.id from model_calls last
    where last.id = ${cursor}::uuid and last.workspace_id = ${workspaceId}::uuid)`
}
