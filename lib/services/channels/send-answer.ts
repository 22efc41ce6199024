import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { channelMessages } from '@/lib/db/schema/channels'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { readAppFile } from '../app-files/run-files'
import { type CallPlugin, callPlugin, type PluginCall } from '../integrations/call-plugin'
import type { System } from '../system'
import { type AnswerPart, answerParts } from './answer-parts'
import type { OpenedChannel } from './channel-row'
import { formatAnswer } from './format-answer'
import { endMessage, isMessage, type MessageRow } from './message-queue'

/**
 * Sends the parts of the answer that the service does not have yet. A part whose outcome is unknown is never repeated.
 * @throws AppError when a retry may succeed
 */
export async function sendAnswer(
  system: System,
  channel: OpenedChannel,
  message: MessageRow,
  signal: AbortSignal,
  call: CallPlugin = callPlugin,
): Promise<void> {
  const service = channel.plugin.label
  if (message.isSending) {
    const failure = problem('plugins.outcomeUnknown', { service })
    return endMessage(system, message, { status: 'failed', failure })
  }
  const parts = await answerParts(system, message, channel.definition)
  for (const [index, part] of parts.entries()) {
    if (index < message.sentParts) continue
    if (!(await claimPart(system, message, index))) return
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

/** @returns the failure that no retry would change */
async function sendPart(
  system: System,
  channel: OpenedChannel,
  message: MessageRow,
  sending: Sending,
): Promise<AppError | null> {
  const { index, signal, call } = sending
  const { row, plugin } = channel
  let sentId: string | null = null
  try {
    const sent = await call(system, {
      workspaceId: row.workspaceId,
      plugin,
      connectionId: row.connectionId,
      signal,
      ...messageOf(system, channel, message, sending.part),
      idempotencyKey: `${message.id}:${index}`,
    })
    if (typeof sent.sentId === 'string') sentId = sent.sentId
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    if (isPermanent(error)) return error
    // The service did not accept the part, so the next attempt may send it.
    await system.db.update(channelMessages).set({ isSending: false }).where(isMessage(message))
    throw error
  }
  await system.db
    .update(channelMessages)
    .set({ isSending: false, sentParts: index + 1, ...(sentId === null ? {} : { sentId }), updatedAt: sql`now()` })
    .where(isMessage(message))
  return null
}

function messageOf(
  system: System,
  { row, definition }: OpenedChannel,
  { target }: MessageRow,
  part: AnswerPart,
): Pick<PluginCall, 'action' | 'input' | 'files'> {
  const { send, sendFile = send, format, hasRatings } = definition
  if ('text' in part)
    return {
      action: send,
      input: { ...target, text: formatAnswer(part.text, format), ...(hasRatings ? { isLast: part.isLast } : {}) },
    }
  const { workspaceId, appId } = row
  const owner = { workspaceId, appId, endUser: part.endUser, keyId: null }
  return {
    action: sendFile,
    input: { ...target, file: part.file },
    files: { file: (fileId) => readAppFile(system.db, { ...owner, fileId }) },
  }
}

const TRANSIENT = new Set(['EGRESS_FAILED', 'RATE_LIMITED', 'UNAVAILABLE', 'TIMEOUT', 'RECONNECT_REQUIRED'])
const isPermanent = (error: AppError): boolean => error.isFinal || !TRANSIENT.has(error.code)

/** @returns false if another process sends the part */
async function claimPart(system: System, message: MessageRow, index: number): Promise<boolean> {
  const claimed = await system.db
    .update(channelMessages)
    .set({ isSending: true })
    .where(and(isMessage(message), eq(channelMessages.isSending, false), eq(channelMessages.sentParts, index)))
    .returning({ id: channelMessages.id })
  return claimed.length > 0
}
