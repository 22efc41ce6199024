import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { channelMessages } from '@/lib/db/schema/channels'
import { runs } from '@/lib/db/schema/runs'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { type CallPlugin, callPlugin } from '../integrations/call-plugin'
import { answerOf } from '../runs/message-texts'
import { resultOf } from '../runs/run-result'
import type { RunRow } from '../runs/run-row'
import { toPublicError } from '../runs/to-public-error'
import { failureOf } from '../runs/to-public-run'
import type { System } from '../system'
import { sourcesOfApp } from '../versions/sources-of-app'
import type { OpenedChannel } from './channel-row'
import { formatAnswer } from './format-answer'
import { endMessage, isMessage, type MessageRow } from './message-queue'
import { splitAnswer } from './split-answer'

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
  const parts = splitAnswer(await answerText(system, message), channel.definition.maxCharacters)
  for (const [index, part] of parts.entries()) {
    if (index < message.sentParts) continue
    if (!(await claimPart(system, message, index))) return
    const failure = await sendPart(system, channel, message, {
      text: part,
      index,
      isLast: index === parts.length - 1,
      signal,
      call,
    })
    if (failure) return endMessage(system, message, { status: 'failed', failure: pickProblem(failure) })
  }
  await endMessage(system, message, { status: 'answered' })
}

/** @returns the failure that no retry would change */
async function sendPart(
  system: System,
  { row, plugin, definition }: OpenedChannel,
  message: MessageRow,
  part: { text: string; index: number; isLast: boolean; signal: AbortSignal; call: CallPlugin },
): Promise<AppError | null> {
  let sentId: string | null = null
  try {
    const sent = await part.call(system, {
      ...{ workspaceId: row.workspaceId, plugin, action: definition.send, connectionId: row.connectionId },
      input: {
        ...{ ...message.target, text: formatAnswer(part.text, definition.format) },
        ...(definition.hasRatings ? { isLast: part.isLast } : {}),
      },
      idempotencyKey: `${message.id}:${part.index}`,
      signal: part.signal,
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
    .set({ isSending: false, sentParts: part.index + 1, sentId, updatedAt: sql`now()` })
    .where(isMessage(message))
  return null
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

/** The answer with its sources, or the public part of the failure. */
async function answerText(system: System, { runId, workspaceId, error: reply }: MessageRow): Promise<string> {
  if (runId === null) return reply ?? ''
  const [run] = await system.db
    .select()
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId)))
  // The run was deleted since.
  if (!run) return ''
  const failure = failureOf(run)
  if (failure) return toPublicError(failure, run.id).message
  return withSources(run, await sourcesOfApp(system.db, run))
}

function withSources(run: RunRow, sources: Parameters<typeof resultOf>[1]): string {
  const { answer, outputs, citations } = resultOf(run.outputs ?? {}, sources)
  const lines = citations.map(({ number, documentName, page }) =>
    page === null ? `[${number}] ${documentName}` : `[${number}] ${documentName}, p. ${page}`,
  )
  const text = answer ?? answerOf(outputs)
  return lines.length === 0 ? text : `${text}\n\n${[...new Set(lines)].join('\n')}`
}
