import 'server-only'
import { and, eq, isNull, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Json, JsonSchema } from '@/lib/core/json'
import { apps } from '@/lib/db/schema/apps'
import { channels } from '@/lib/db/schema/channels'
import { lastErrorColumns } from '@/lib/messages/problems/last-error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { PolledChannel, ReceivedMessage } from '@/lib/plugins/events/channel'
import { raiseAlert } from '../inbox/raise-alert'
import { type CallPlugin, callPlugin } from '../integrations/call-plugin'
import type { System } from '../system'
import { type ChannelRow, channelSecrets, type OpenedChannel, openChannel } from './channel-row'
import { queueMessages } from './message-queue'
import { type PollChannelJobData, pollChannelJob } from './poll-channel-job'
import { withoutDecisions } from './questions/decide-by-reply'

const LONGEST_SECONDS = 3_600
/** Number of successive failures after which the interval doubles and the inbox gets an alert. */
const PATIENCE = 3
/** Due channels that one process claims at once. */
const BATCH = 50
/** Until its job has run, so that a lost job delays one poll only. */
const CLAIM_SECONDS = 120

/** Queues the polls that are due. Runs every second in each process. @returns how many this process claimed */
export async function pollChannels(system: System): Promise<number> {
  return system.db.transaction(async (tx) => {
    const due = tx
      .select({ id: channels.id })
      .from(channels)
      .where(and(eq(channels.enabled, true), lte(channels.nextPollAt, sql`now()`)))
      .limit(BATCH)
      .for('update', { skipLocked: true })
    const claimed = await tx
      .update(channels)
      .set({ nextPollAt: sql`now() + make_interval(secs => ${CLAIM_SECONDS})` })
      .where(sql`${channels.id} in ${due}`)
      .returning({ channelId: channels.id, workspaceId: channels.workspaceId })
    for (const data of claimed)
      await system.jobs.send(pollChannelJob, data, { key: data.channelId, group: data.workspaceId, tx })
    return claimed.length
  })
}

const FileSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number(),
  source: z.record(z.string(), z.string()),
})

const Polled = z.object({
  messages: z.array(
    z.object({
      eventId: z.string().min(1),
      conversation: z.string().min(1),
      sender: z.string().min(1),
      text: z.string(),
      target: z.record(z.string(), z.string()),
      files: z.array(FileSchema).default([]),
    }),
  ),
  cursor: JsonSchema,
})

/** Polls once. The cursor and the new messages are stored in one transaction. */
export async function pollChannel(
  system: System,
  { channelId, workspaceId }: PollChannelJobData,
  signal: AbortSignal,
  call: CallPlugin = callPlugin,
): Promise<void> {
  const [found] = await system.db
    .select({ row: channels })
    .from(channels)
    .innerJoin(apps, eq(apps.id, channels.appId))
    .where(
      and(
        ...[eq(channels.id, channelId), eq(channels.workspaceId, workspaceId)],
        ...[eq(channels.enabled, true), isNull(apps.deletedAt)],
      ),
    )
  if (!found) return
  const channel = await openChannel(found.row)
  const { row, plugin, definition } = channel
  if (definition.type !== 'poll') return
  try {
    const values = { ...row.fields, ...(await channelSecrets(system, row)) }
    const answer = await call(system, {
      workspaceId,
      plugin,
      action: definition.poll,
      connectionId: row.connectionId,
      signal,
      input: { ...values, ...(row.cursor === null ? {} : { cursor: row.cursor }) },
      idempotencyKey: row.id,
    })
    const { messages, cursor } = Polled.parse(answer)
    // The first poll only stores where to begin.
    const fresh = row.cursor === null ? [] : await withoutDecisions(system, channel, messages)
    await store(system, row, definition, { messages: fresh, cursor })
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    await noteFailure(system, channel, definition, error)
  }
}

/** Does nothing when another process has stored a newer cursor: it has stored these messages, too. */
async function store(
  system: System,
  row: ChannelRow,
  { intervalSeconds, maxPerSender }: PolledChannel,
  { messages, cursor }: { messages: readonly ReceivedMessage[]; cursor: Json },
): Promise<void> {
  await system.db.transaction(async (tx) => {
    const moved = await tx
      .update(channels)
      .set({
        cursor,
        failures: 0,
        nextPollAt: nextPoll(intervalSeconds),
        ...(row.failures > 0 ? lastErrorColumns(null) : {}),
      })
      .where(and(eq(channels.id, row.id), eq(channels.workspaceId, row.workspaceId), isCursor(row.cursor)))
      .returning({ id: channels.id })
    if (moved.length > 0) await queueMessages(system, row, messages, { tx, maxPerSender })
  })
}

const isCursor = (cursor: Json | null) => (cursor === null ? isNull(channels.cursor) : eq(channels.cursor, cursor))

/** Up to a tenth later, so that many channels spread. */
const nextPoll = (seconds: number) => sql`now() + make_interval(secs => ${seconds} * (1 + random() / 10))`

async function noteFailure(
  system: System,
  { row: { id, workspaceId, appId, failures: earlier }, plugin }: OpenedChannel,
  { intervalSeconds }: PolledChannel,
  error: AppError,
): Promise<void> {
  const failures = earlier + 1
  const factor = 2 ** Math.max(0, Math.min(10, failures - PATIENCE + 1))
  await system.db.transaction(async (tx) => {
    const [noted] = await tx
      .update(channels)
      .set({
        failures,
        ...lastErrorColumns(error),
        nextPollAt: nextPoll(Math.min(LONGEST_SECONDS, intervalSeconds * factor)),
      })
      .where(and(eq(channels.id, id), eq(channels.workspaceId, workspaceId)))
      .returning({ id: channels.id })
    if (noted && failures === PATIENCE)
      await raiseAlert(tx, {
        workspaceId,
        kind: 'sync-failed',
        key: `channel:${id}`,
        link: `/apps/${appId}/share`,
        title: problem('alerts.channelFails', { service: plugin.label }),
        message: error,
      })
  })
}
