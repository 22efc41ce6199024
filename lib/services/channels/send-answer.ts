import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { channelMessages } from '@/lib/db/schema/channels'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { ActionDefinition } from '@/lib/plugins/action'
import type { ChannelDefinition } from '@/lib/plugins/events/channel'
import { readAppFile } from '../app-files/run-files'
import { type CallPlugin, callPlugin, type PluginCall } from '../integrations/call-plugin'
import type { System } from '../system'
import { type AnswerPart, answerParts } from './answer-parts'
import type { OpenedChannel } from './channel-row'
import { formatAnswer } from './format-answer'
import { isTransient } from './is-transient'
import { endMessage, isMessage, type MessageRow } from './message-queue'
import { dropPreview, settledPreview } from './preview-lease'
import { isRepeatable, watchSent } from './sent-watch'

/**
 * Sends the parts of the answer that the service does not have yet. A part whose outcome is unknown is repeated only if
 * the service still recognizes it by its idempotency key.
 * @throws AppError when a retry may succeed
 */
export async function sendAnswer(
  system: System,
  channel: OpenedChannel,
  message: MessageRow,
  signal: AbortSignal,
  call: CallPlugin = callPlugin,
): Promise<void> {
  const { definition, plugin } = channel
  const previewId = await settledPreview(system.db, message, signal)
  const parts = await answerParts(system, message, definition)
  const next = parts[message.sentParts]
  // Only a text replaces the preview.
  const replaced = message.sentParts === 0 && next && 'text' in next ? previewId : null
  const canRepeat = next !== undefined && isRepeatable(actionOf(definition, next), message.updatedAt)
  if (message.isSending && replaced === null && !canRepeat) {
    const failure = problem('plugins.outcomeUnknown', { service: plugin.label })
    return endMessage(system, message, { status: 'failed', failure })
  }
  const end = await replacePreview(system, channel, message, { part: parts[0], previewId: replaced, signal, call })
  if (end === 'elsewhere') return
  const sentParts = end === 'done' ? 1 : message.sentParts
  for (const [index, part] of parts.entries()) {
    if (index < sentParts) continue
    signal.throwIfAborted()
    if (!(await claimPart(system, message, { index, action: actionOf(definition, part) }))) return
    const failure = await sendPart(system, channel, message, { part, index, signal, call })
    if (failure) return endMessage(system, message, { status: 'failed', failure: pickProblem(failure) })
  }
  await endMessage(system, message, { status: 'answered' })
}

interface Sending {
  part: AnswerPart
  index: number
  signal: AbortSignal
  call: CallPlugin
}

interface Replacing extends Omit<Sending, 'part' | 'index'> {
  part: AnswerPart | undefined
  previewId: string | null
}

/**
 * Replaces the preview by the first part. After a crash, the same edit is sent again, which changes nothing.
 * @returns `none` if the service has no preview, `elsewhere` if another process continues
 */
async function replacePreview(
  system: System,
  { row, plugin, definition }: OpenedChannel,
  message: MessageRow,
  { part, previewId, signal, call }: Replacing,
): Promise<'done' | 'none' | 'elsewhere'> {
  const { edit, format, hasRatings } = definition
  if (!edit || previewId === null || !part || !('text' in part)) return 'none'
  signal.throwIfAborted()
  try {
    await call(system, {
      workspaceId: row.workspaceId,
      plugin,
      action: edit,
      connectionId: row.connectionId,
      signal,
      input: {
        ...message.target,
        sentId: previewId,
        text: formatAnswer(part.text, format),
        ...(hasRatings ? { isLast: part.isLast } : {}),
      },
      idempotencyKey: `${message.id}:0`,
    })
  } catch (error) {
    // The next attempt repeats an edit that was interrupted.
    if (signal.aborted || !AppError.isInstance(error) || isTransient(error)) throw error
    await dropPreview(system.db, message, previewId)
    return 'none'
  }
  const stored = await system.db
    .update(channelMessages)
    .set({ isSending: false, sentParts: 1, sentId: previewId, updatedAt: sql`now()` })
    .where(and(isMessage(message), eq(channelMessages.sentParts, 0)))
    .returning({ id: channelMessages.id })
  return stored.length > 0 ? 'done' : 'elsewhere'
}

/** @returns the failure that no retry would change */
async function sendPart(
  system: System,
  channel: OpenedChannel,
  message: MessageRow,
  sending: Sending,
): Promise<AppError | null> {
  const { index, signal, call } = sending
  const { row, plugin } = channel
  const isThisPart = and(isMessage(message), eq(channelMessages.sentParts, index))
  const content = messageOf(system, channel, message, sending.part)
  const watch = watchSent(content.action)
  let sentId: string | null = null
  try {
    const sent = await call(system, {
      workspaceId: row.workspaceId,
      plugin,
      connectionId: row.connectionId,
      signal,
      journal: watch.journal,
      ...content,
      idempotencyKey: `${message.id}:${index}`,
    })
    if (typeof sent.sentId === 'string') sentId = sent.sentId
  } catch (error) {
    const isRejected = AppError.isInstance(error) && isTransient(error)
    // Otherwise the claim stays.
    if (watch.isUnsent(error, signal))
      await system.db.update(channelMessages).set({ isSending: false }).where(isThisPart)
    if (signal.aborted || !AppError.isInstance(error) || isRejected) throw error
    return error
  }
  await system.db
    .update(channelMessages)
    .set({ isSending: false, sentParts: index + 1, ...(sentId === null ? {} : { sentId }), updatedAt: sql`now()` })
    .where(isThisPart)
  return null
}

function messageOf(
  system: System,
  { row, definition }: OpenedChannel,
  { target }: MessageRow,
  part: AnswerPart,
): Pick<PluginCall, 'action' | 'input' | 'files'> {
  const { format, hasRatings } = definition
  const action = actionOf(definition, part)
  if ('text' in part)
    return {
      action,
      input: { ...target, text: formatAnswer(part.text, format), ...(hasRatings ? { isLast: part.isLast } : {}) },
    }
  const { workspaceId, appId } = row
  const owner = { workspaceId, appId, endUser: part.endUser, keyId: null }
  return {
    action,
    input: { ...target, file: part.file },
    files: { file: (fileId) => readAppFile(system.db, { ...owner, fileId }) },
  }
}

const actionOf = ({ send, sendFile = send }: ChannelDefinition, part: AnswerPart): ActionDefinition =>
  'text' in part ? send : sendFile

/** @returns false if another process sends the part, or has sent it */
async function claimPart(
  system: System,
  message: MessageRow,
  { index, action }: { index: number; action: ActionDefinition },
): Promise<boolean> {
  const isFree = isRepeatable(action, message.updatedAt) ? undefined : eq(channelMessages.isSending, false)
  const claimed = await system.db
    .update(channelMessages)
    .set({
      isSending: true,
      // A repeated claim keeps the time of the first.
      updatedAt: sql`case when ${channelMessages.isSending} then ${channelMessages.updatedAt} else now() end`,
    })
    .where(and(isMessage(message), isFree, eq(channelMessages.sentParts, index)))
    .returning({ id: channelMessages.id })
  return claimed.length > 0
}
