import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { conversations, conversationTurns } from '@/lib/db/schema/conversations'
import { runs } from '@/lib/db/schema/runs'
import type { PublicChatTurn, PublishedApp, StartPublicRun } from '../public-backend-types'
import { findConversation } from './find-conversation'
import { historyAfter } from './history-after'
import { messageOf } from './turn-texts'

const MAX_TITLE = 80

export interface ContinuedConversation {
  id: string
  endUser: string | null
  history: PublicChatTurn[]
}

/**
 * The conversation that a run continues, with what was said in it so far: runs that failed or still go on have no part.
 * @returns null when the request names none. @throws NOT_FOUND, INVALID_INPUT
 */
export async function continuedConversation(
  db: Database,
  { app, conversationId, endUser, history }: StartPublicRun,
): Promise<ContinuedConversation | null> {
  if (conversationId === undefined) return null
  if (app.messageField === null)
    throw new AppError('INVALID_INPUT', 'This app takes named inputs and has no conversations.')
  if (history.length > 0)
    throw new AppError('INVALID_INPUT', 'Send a conversationId or a history, not both: a conversation has its own.')
  const found = await findConversation(db, { app, endUser: endUser ?? null, conversationId })
  return { id: found.id, endUser: found.endUser, history: await historyOf(db, app, found.id) }
}

async function historyOf(db: Database, app: PublishedApp, conversationId: string): Promise<PublicChatTurn[]> {
  const [last] = await db
    .select({ history: runs.history, inputs: runs.inputs, outputs: runs.outputs })
    .from(conversationTurns)
    .innerJoin(runs, eq(runs.id, conversationTurns.runId))
    .where(
      and(
        eq(conversationTurns.conversationId, conversationId),
        eq(conversationTurns.workspaceId, app.workspaceId),
        eq(runs.workspaceId, app.workspaceId),
        eq(runs.appId, app.appId),
        eq(runs.status, 'succeeded'),
      ),
    )
    .orderBy(desc(conversationTurns.runId))
    .limit(1)
  return last ? historyAfter(last) : []
}

/** In the transaction that stores the run. A conversation without a title gets the first message's beginning. */
export async function addTurn(
  tx: Transaction,
  { app, inputs }: Pick<StartPublicRun, 'app' | 'inputs'>,
  turn: { conversationId: string; runId: string },
): Promise<void> {
  const title = messageOf({ inputs })
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_TITLE)
    .replace(/[\ud800-\udbff]$/, '')
  const [kept] = await tx
    .update(conversations)
    .set({
      updatedAt: new Date(),
      title: sql`case when ${conversations.title} = '' then ${title} else ${conversations.title} end`,
    })
    .where(and(eq(conversations.id, turn.conversationId), eq(conversations.workspaceId, app.workspaceId)))
    .returning({ id: conversations.id })
  // Deleted since it was looked up.
  if (!kept) throw new AppError('NOT_FOUND', 'Not found.')
  await tx.insert(conversationTurns).values({ ...turn, workspaceId: app.workspaceId })
}
