import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import { MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { conversations, conversationTurns } from '@/lib/db/schema/conversations'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicChatTurn } from '@/lib/services/runs/chat-turn'
import { answerOf, messageOf } from '@/lib/services/runs/message-texts'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { isPublicIn } from '../public/find-run'
import type { StartPublicRun } from '../public/types'
import { findConversation } from './find-conversation'
import { openChat } from './open-chat'

const MAX_TITLE = 80

interface StoredHistory {
  /** The conversation that the run becomes a turn of. */
  conversationId: string | null
  endUser: string | null
  history: PublicChatTurn[]
}

/**
 * The history of the conversation, or up to the end of the run that the request continues; failed and active runs are
 * not part of a conversation.
 * @returns null when the request names neither. @throws NOT_FOUND, INVALID_INPUT
 */
export async function continuedConversation(db: Database, request: StartPublicRun): Promise<StoredHistory | null> {
  const { conversationId, previousRunId, chatId } = request
  const isNew = conversationId === undefined && previousRunId === undefined && chatId === undefined
  return isNew ? null : readHistory(db, request)
}

async function readHistory(db: Database, request: StartPublicRun): Promise<StoredHistory> {
  const { app, conversationId, previousRunId, chatId, history } = request
  if (app.messageField === null) throw new AppError('INVALID_INPUT', problem('conversations.notChat'))
  if (chatId !== undefined) return inChat(db, request, chatId)
  if (history.length > 0 || (conversationId !== undefined && previousRunId !== undefined))
    throw new AppError('INVALID_INPUT', problem('conversations.conversationAndHistory'))
  if (conversationId === undefined) return afterRun(db, request, previousRunId ?? '')
  const found = await findConversation(db, { app, endUser: request.endUser ?? null, conversationId })
  return { conversationId: found.id, endUser: found.endUser, history: await historyOf(db, app, found.id) }
}

/** A history in the request is used; a client that sends only the new message gets the stored history. */
async function inChat(db: Database, request: StartPublicRun, chatId: string): Promise<StoredHistory> {
  const { app, endUser, history, hasOwnHistory = false } = request
  const { id } = await openChat(db, { app, endUser: endUser ?? null }, chatId)
  const before = hasOwnHistory || history.length > 0 ? history : await historyOf(db, app, id)
  return { conversationId: id, endUser: endUser ?? null, history: before }
}

/** Runs of other end users and environments are not found. */
async function afterRun(db: Database, { app, endUser }: StartPublicRun, runId: string): Promise<StoredHistory> {
  const [run] = await db
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.id, runId),
        eq(runs.appId, app.appId),
        eq(runs.workspaceId, app.workspaceId),
        isPublicIn(app),
        endUser === undefined ? undefined : eq(runs.endUser, endUser),
      ),
    )
  if (!run) throw new AppError('NOT_FOUND', problem('request.notFound'))
  if (run.status !== 'succeeded') throw new AppError('CONFLICT', problem('conversations.nothingToContinue'))
  return { conversationId: null, endUser: run.endUser, history: historyAfter(run) }
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

/** Adds the run to the conversation. Sets a missing title to the beginning of the message. */
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
  const [updated] = await tx
    .update(conversations)
    .set({
      updatedAt: new Date(),
      title: sql`case when ${conversations.title} = '' then ${title} else ${conversations.title} end`,
    })
    .where(and(eq(conversations.id, turn.conversationId), eq(conversations.workspaceId, app.workspaceId)))
    .returning({ id: conversations.id })
  // The conversation was deleted after it was looked up.
  if (!updated) throw new AppError('NOT_FOUND', problem('request.notFound'))
  await tx.insert(conversationTurns).values({ ...turn, workspaceId: app.workspaceId })
}

/** Each run stores its own copy of the history, so a long conversation must not make it grow without bound. */
const MAX_HISTORY_CHARACTERS = 200_000

/** The history for the run after this one. Drops the oldest turns beyond the limits. */
export function historyAfter(run: Pick<RunRow, 'history' | 'inputs' | 'outputs'>): PublicChatTurn[] {
  const all: PublicChatTurn[] = [
    ...run.history,
    { role: 'user', content: messageOf(run) },
    { role: 'assistant', content: answerOf(run.outputs ?? {}) },
  ]
  let remaining = MAX_HISTORY_CHARACTERS
  const firstKept = all.findLastIndex((turn) => {
    remaining -= turn.content.length
    return remaining < 0
  })
  return all.slice(firstKept + 1).slice(-MAX_HISTORY_TURNS)
}
