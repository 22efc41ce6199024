import 'server-only'
import { and, asc, count, eq, gt, inArray, lt, ne, or, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import type { ReceivedMessage } from '@/lib/plugins/events/channel'
import type { RunRow } from '../runs/run-row'
import type { System } from '../system'
import { channelJob } from './channel-job'
import type { ChannelRow } from './channel-row'

export type MessageRow = typeof channelMessages.$inferSelect

/** Maximum messages of a conversation within an hour. More are a loop between two bots. */
const MAX_PER_HOUR = 20

/** Stores new messages and their jobs in one transaction. @returns the number of new messages */
export async function queueMessages(
  system: System,
  channel: ChannelRow,
  messages: readonly ReceivedMessage[],
  tx: Database | Transaction = system.db,
): Promise<number> {
  let stored = 0
  for (const message of messages) if (await queueMessage(system, channel, message, tx)) stored += 1
  return stored
}

async function queueMessage(
  system: System,
  { id: channelId, workspaceId }: ChannelRow,
  message: ReceivedMessage,
  db: Database | Transaction,
): Promise<boolean> {
  const { eventId, conversation, sender, text, target } = message
  return db.transaction(async (tx) => {
    if (await isLoop(tx, channelId, conversation)) {
      await noteOn(tx, { channelId, workspaceId }, problem('channels.tooManyMessages'))
      return false
    }
    const [row] = await tx
      .insert(channelMessages)
      .values({
        ...{ workspaceId, channelId, eventId: eventId.slice(0, 500), conversation: conversation.slice(0, 500) },
        ...{ sender: sender.slice(0, 200), text, target: { ...target }, status: 'waiting' },
      })
      .onConflictDoNothing()
      .returning({ id: channelMessages.id })
    if (!row) return false
    await noteOn(tx, { channelId, workspaceId }, null)
    await sendJob(tx, system, { id: row.id, workspaceId })
    return true
  })
}

async function isLoop(tx: Transaction, channelId: string, conversation: string): Promise<boolean> {
  const [found] = await tx
    .select({ count: count() })
    .from(channelMessages)
    .where(
      and(
        eq(channelMessages.channelId, channelId),
        eq(channelMessages.conversation, conversation),
        gt(channelMessages.createdAt, sql`now() - interval '1 hour'`),
      ),
    )
  return (found?.count ?? 0) >= MAX_PER_HOUR
}

/** Records a failure, which the studio shows beside the channel, or with null a received message. */
export async function noteOn(
  db: Database | Transaction,
  { channelId, workspaceId }: Pick<MessageRow, 'channelId' | 'workspaceId'>,
  failure: Problem | null,
): Promise<void> {
  await db
    .update(channels)
    .set({
      ...(failure === null ? { lastMessageAt: sql`now()` } : {}),
      lastError: failure?.message ?? null,
      lastErrorRef: failure && problemRef(failure),
    })
    .where(and(eq(channels.id, channelId), eq(channels.workspaceId, workspaceId)))
}

const sendJob = (tx: Transaction, system: System, { id, workspaceId }: Pick<MessageRow, 'id' | 'workspaceId'>) =>
  system.jobs.send(channelJob, { messageId: id, workspaceId }, { key: id, group: workspaceId, tx })

/** Whether earlier messages of the conversation must be answered first. Ids are ordered by time. */
export async function hasEarlierMessages(db: Database, message: MessageRow): Promise<boolean> {
  const [before] = await db
    .select({ id: channelMessages.id })
    .from(channelMessages)
    .where(
      and(
        inConversation(message),
        ne(channelMessages.id, message.id),
        or(
          inArray(channelMessages.status, ['running', 'sending']),
          and(eq(channelMessages.status, 'waiting'), lt(channelMessages.id, message.id)),
        ),
      ),
    )
    .limit(1)
  return before !== undefined
}

/** Stores the final state of a message and queues the next one of its conversation. */
export async function endMessage(
  system: System,
  message: MessageRow,
  end: { status: 'answered' } | { status: 'failed'; failure: Problem },
  outer?: Transaction,
): Promise<void> {
  const failure = end.status === 'failed' ? end.failure : null
  await (outer ?? system.db).transaction(async (tx) => {
    await tx
      .update(channelMessages)
      .set({
        ...{ status: end.status, text: '', isSending: false, updatedAt: sql`now()` },
        ...(failure ? { error: failure.message, errorRef: problemRef(failure) } : {}),
      })
      .where(isMessage(message))
    if (failure) await noteOn(tx, message, failure)
    const [next] = await tx
      .select({ id: channelMessages.id, workspaceId: channelMessages.workspaceId })
      .from(channelMessages)
      .where(and(inConversation(message), eq(channelMessages.status, 'waiting')))
      .orderBy(asc(channelMessages.id))
      .limit(1)
    if (next) await sendJob(tx, system, next)
  })
}

/** Queues the answer in the transaction that ends the run. */
export async function queueChannelAnswer(tx: Transaction, system: System, run: RunRow): Promise<void> {
  if (!run.callback || !('channelMessageId' in run.callback)) return
  const address = { id: run.callback.channelMessageId, workspaceId: run.workspaceId }
  const [message] = await tx
    .update(channelMessages)
    .set({ status: 'sending', runId: run.id, text: '', updatedAt: sql`now()` })
    .where(and(isMessage(address), inArray(channelMessages.status, ['waiting', 'running'])))
    .returning({ id: channelMessages.id })
  if (message) await sendJob(tx, system, address)
}

export const isMessage = ({ id, workspaceId }: Pick<MessageRow, 'id' | 'workspaceId'>) =>
  and(eq(channelMessages.id, id), eq(channelMessages.workspaceId, workspaceId))

const inConversation = ({ channelId, workspaceId, conversation }: MessageRow) =>
  and(
    eq(channelMessages.channelId, channelId),
    eq(channelMessages.workspaceId, workspaceId),
    eq(channelMessages.conversation, conversation),
  )
