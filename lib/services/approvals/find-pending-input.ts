import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { AnswerView } from '@/lib/contracts/pending-inputs'
import type { Database, Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { users, workspaces } from '@/lib/db/schema/auth'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { ApprovalRequest } from '@/lib/engine/pauses/pause'
import { notFound } from '@/lib/services/context'
import { readAnswer } from './read-answer'

const starters = alias(users, 'starters')

const columns = {
  wait: waits,
  appName: apps.name,
  workspaceName: workspaces.name,
  runStatus: runs.status,
  runPreview: runs.preview,
  runOrigin: runs.origin,
  startedBy: runs.startedBy,
  starterName: starters.name,
}

/** A question with its context. */
export interface FoundPendingInput {
  wait: typeof waits.$inferSelect
  request: ApprovalRequest
  answer: AnswerView | null
  appName: string
  workspaceName: string
  runStatus: typeof runs.$inferSelect.status
  runPreview: string
  runOrigin: typeof runs.$inferSelect.origin
  startedBy: string | null
  starterName: string | null
}

interface Selection {
  where: SQL | undefined
  orderBy?: SQL[]
  limit?: number
}

/** Finds only approvals: people cannot answer timers. */
export async function findPendingInputs(
  db: Database | Transaction,
  workspaceId: string,
  { where, orderBy = [], limit = 1 }: Selection,
): Promise<FoundPendingInput[]> {
  const rows = await db
    .select(columns)
    .from(waits)
    .innerJoin(apps, eq(apps.id, waits.appId))
    .innerJoin(runs, eq(runs.id, waits.runId))
    .innerJoin(workspaces, eq(workspaces.id, waits.workspaceId))
    .leftJoin(starters, eq(starters.id, runs.startedBy))
    .where(and(eq(waits.workspaceId, workspaceId), isApproval, where))
    .orderBy(...orderBy)
    .limit(limit)
  return rows.flatMap((row) => {
    const { request } = row.wait
    return request.kind === 'approval' ? [{ ...row, request, answer: readAnswer(row.wait) }] : []
  })
}

/** @throws NOT_FOUND, also for a question of another workspace */
export async function findPendingInput(
  db: Database | Transaction,
  { workspaceId, waitId }: { workspaceId: string; waitId: string },
): Promise<FoundPendingInput> {
  const [found] = await findPendingInputs(db, workspaceId, { where: eq(waits.id, waitId) })
  if (!found) throw notFound('missing.approval')
  return found
}

export const isApproval = sql`${waits.request}->>'kind' = 'approval'`
