import 'server-only'
import { asc, inArray, sql } from 'drizzle-orm'
import type {
  ConversationTurn,
  getAppConversation as getAppConversationContract,
} from '@/lib/contracts/app-conversations'
import { citationsOf } from '@/lib/core/citations'
import { rows } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { closedRuns, shownError } from '../knowledge/closed-runs'
import { answerOf, messageOf } from '../runs/message-texts'
import { readThreads, toThread } from './list-threads'
import { HEAD_COLUMNS, isHead, TURNS } from './thread-sql'

const MAX_TURNS = 200

export const getAppConversation: Verb<typeof getAppConversationContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const head = sql`select ${HEAD_COLUMNS} from runs r
    where r.workspace_id = ${ctx.workspace.id}::uuid and r.app_id = ${params.appId}::uuid
      and r.id = ${params.runId}::uuid and ${isHead}`
  const [thread] = await readThreads(ctx, head, { conditions: null, limit: 1 })
  if (!thread) throw notFound('missing.conversation')
  const ids = rows<{ id: string }>(
    await ctx.db.execute(sql`select t.id from (${head}) h cross join lateral (select t.id from ${TURNS}) t
      order by t.id limit ${MAX_TURNS}`),
  ).map(({ id }) => id)
  const closedRunIds = await closedRuns(ctx, ids)
  const found = await readTurns(ctx, ids)
  const first = found[0]
  return {
    conversation: toThread(thread, closedRunIds),
    history: first && !closedRunIds.has(first.id) ? first.history : [],
    turns: found.map((row) => toTurn(row, closedRunIds)),
  }
}

const thumbs = (rating: 'up' | 'down') =>
  sql<number>`(select count(*) from run_feedback f where f.run_id = ${runs.id} and f.workspace_id = ${runs.workspaceId} and f.rating = ${rating})`.mapWith(
    Number,
  )

const columns = {
  id: runs.id,
  inputs: runs.inputs,
  outputs: runs.outputs,
  history: runs.history,
  status: runs.status,
  error: runs.error,
  errorRef: runs.errorRef,
  costMicros: runs.costMicros,
  durationMs: runs.durationMs,
  createdAt: runs.createdAt,
  thumbsUp: thumbs('up'),
  thumbsDown: thumbs('down'),
}

const readTurns = ({ db, workspace }: ServiceContext, ids: readonly string[]) =>
  db
    .select(columns)
    .from(runs)
    .where(sql`${runs.workspaceId} = ${workspace.id} and ${inArray(runs.id, [...ids])}`)
    .orderBy(asc(runs.id))

type Row = Awaited<ReturnType<typeof readTurns>>[number]

function toTurn(row: Row, closed: ReadonlySet<string>): ConversationTurn {
  const { id, inputs, outputs, history: _, createdAt, ...rest } = row
  const isClosed = closed.has(id)
  return {
    ...rest,
    runId: id,
    isClosed,
    message: isClosed ? '' : messageOf({ inputs }),
    answer: isClosed || row.status !== 'succeeded' ? null : answerOf(outputs ?? {}),
    citations: isClosed ? [] : citationsOf(outputs),
    ...shownError(id, row, closed),
    createdAt: createdAt.toISOString(),
  }
}
