import 'server-only'
import { and, asc, count, eq, gt, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm'
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

/** Files of one message; more are ignored. */
const MAX_FILES = 10

/** Stores new messages and their jobs in one transaction. @returns the number of new messages */
export async function queueMessages(
  system: System,
  channel: ChannelRow,
  messages: readonly ReceivedMessage[],
  options: QueueOptions = {},
): Promise<number> {
  let stored = 0
  for (const message of messages) if (await queueMessage(system, channel, message, options)) stored += 1
  return stored
}

interface QueueOptions {
  tx?: Transaction
  /** As the channel defines it. */
  maxPerSender?: number | undefined
}

async function queueMessage(
  system: System,
  { id: channelId, workspaceId }: ChannelRow,
  message: ReceivedMessage,
  { tx: outer, maxPerSender }: QueueOptions,
): Promise<boolean> {
  const { eventId, text, target, files = [] } = message
  const conversation = message.conversation.slice(0, 500)
  const sender = message.sender.slice(0, 200)
  return (outer ?? system.db).transaction(async (tx) => {
    const isLoop =
      (await countLastHour(tx, channelId, eq(channelMessages.conversation, conversation))) >= MAX_PER_HOUR ||
      (maxPerSender !== undefined &&
        (await countLastHour(tx, channelId, eq(channelMessages.sender, sender))) >= maxPerSender)
    if (isLoop) {
      await noteOn(tx, { channelId, workspaceId }, problem('channels.tooManyMessages'))
      return false
    }
    const [row] = await tx
      .insert(channelMessages)
      .values({
        workspaceId,
        channelId,
        eventId: eventId.slice(0, 500),
        conversation,
        sender,
        text,
        files: files.slice(0, MAX_FILES),
        target: { ...target },
        status: 'waiting',
      })
      .onConflictDoNothing()
      .returning({ id: channelMessages.id })
    if (!row) return false
    await noteOn(tx, { channelId, workspaceId }, null)
    await sendJob(tx, system, { id: row.id, workspaceId })
    return true
  })
}

async function countLastHour(tx: Transaction, channelId: string, which: SQL): Promise<number> {
  const [found] = await tx
    .select({ count: count() })
    .from(channelMessages)
    .where(
      and(
        eq(channelMessages.channelId, channelId),
        which,
        gt(channelMessages.createdAt, sql`now() - interval '1 hour'`),
      ),
    )
  return found?.count ?? 0
}

/** Records a failure, which the studio shows beside the channel. Null records that a message was received. */
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
        status: end.status,
        text: '',
        files: [],
        isSending: false,
        updatedAt: sql`now()`,
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

/** Answers with this text instead of a run. */
export async function queueReply(system: System, message: MessageRow, reply: Problem): Promise<void> {
  await system.db.transaction(async (tx) => {
    const [queued] = await tx
      .update(channelMessages)
      .set({
        status: 'sending',
        text: '',
        files: [],
        error: reply.message,
        errorRef: problemRef(reply),
        updatedAt: sql`now()`,
      })
      .where(and(isMessage(message), eq(channelMessages.status, 'waiting')))
      .returning({ id: channelMessages.id })
    if (queued) await sendJob(tx, system, message)
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
