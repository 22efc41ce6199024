import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { apps } from '@/lib/db/schema/apps'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { ChannelJobData } from '@/lib/services/channels/channel-job'
import { type OpenedChannel, openChannel } from '@/lib/services/channels/channel-row'
import {
  endMessage,
  hasEarlierMessages,
  isMessage,
  type MessageRow,
  queueReply,
} from '@/lib/services/channels/message-queue'
import { sendAnswer } from '@/lib/services/channels/send-answer'
import { FileRejection, storeFiles } from '@/lib/services/channels/store-files'
import { type CallPlugin, callPlugin } from '@/lib/services/integrations/call-plugin'
import type { System } from '@/lib/services/system'
import { findLiveApps } from '@/lib/services/versions/live-apps'
import { publicStarts } from '../admission/start-public-run'

/** The service or the database may respond later. */
const RETRIED: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'EGRESS_FAILED', 'RECONNECT_REQUIRED'])

/** Performs a message's next step. May run again after a crash at any point. @throws when a retry may succeed */
export async function processMessage(
  system: System,
  { messageId, workspaceId }: ChannelJobData,
  signal: AbortSignal,
  call: CallPlugin = callPlugin,
): Promise<void> {
  const [found] = await system.db
    .select({ message: channelMessages, row: channels })
    .from(channelMessages)
    .innerJoin(channels, eq(channels.id, channelMessages.channelId))
    .where(isMessage({ id: messageId, workspaceId }))
  if (!found) return
  const { message, row } = found
  if (message.status === 'sending') return sendAnswer(system, await openChannel(row), message, signal, call)
  if (message.status === 'waiting' && !(await hasEarlierMessages(system.db, message)))
    await startRun(system, await openChannel(row), message, { signal, call })
}

async function startRun(
  system: System,
  channel: OpenedChannel,
  message: MessageRow,
  means: { signal: AbortSignal; call: CallPlugin },
): Promise<void> {
  const { row, plugin, definition } = channel
  const { workspaceId, appId, environment } = row
  const isApp = and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId), isNull(apps.deletedAt))
  const [app] = await findLiveApps(system.db, isApp, environment)
  if (!app || app.messageField === null)
    return endMessage(system, message, { status: 'failed', failure: problem('apps.notPublished') })
  const endUser = `${plugin.id}:${message.sender}`
  try {
    const files = await storeFiles(system, channel, message, { app, endUser, ...means })
    const { runId } = await publicStarts(system).enqueueRun({
      app,
      endUser,
      origin: 'channel',
      history: [],
      stream: definition.editEveryMs !== undefined,
      requestId: message.id,
      inputs: { [app.messageField]: message.text || message.files.map(({ name }) => name).join(', '), ...files },
      chatId: `${row.id}:${message.conversation}`,
      // A retry after a crash finds the run that the first attempt started.
      idempotencyKey: `channel:${message.id}`,
      channelMessageId: message.id,
    })
    // A run that has already ended has set `sending`.
    await system.db
      .update(channelMessages)
      .set({ status: 'running', runId, text: '', files: [], updatedAt: sql`now()` })
      .where(and(isMessage(message), eq(channelMessages.status, 'waiting')))
  } catch (error) {
    if (error instanceof FileRejection) return queueReply(system, message, pickProblem(error.reason))
    // The next attempt repeats a download that was interrupted.
    if (means.signal.aborted) throw error
    // The app is stopped, or its caller is blocked or over a limit: retrying this message would not help.
    if (!AppError.isInstance(error) || RETRIED.has(error.code)) throw error
    await endMessage(system, message, { status: 'failed', failure: pickProblem(error) })
  }
}
