import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { channelQuestions, channels } from '@/lib/db/schema/channels'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { type FoundPendingInput, findPendingInput } from '../../approvals/find-pending-input'
import { type CallPlugin, callPlugin, type PluginCall } from '../../integrations/call-plugin'
import type { System } from '../../system'
import { type OpenedChannel, openChannel } from '../channel-row'
import { isTransient } from '../is-transient'
import { noteOn } from '../message-queue'
import { isRepeatable, watchSent } from '../sent-watch'
import type { QuestionJobData } from './question-job'
import { type QuestionRow, targetOf } from './question-place'
import { answeredText, questionText } from './question-text'

interface Asking {
  system: System
  channel: OpenedChannel
  question: QuestionRow
  signal: AbortSignal
  call: CallPlugin
}

/**
 * Asks a question once, or replaces it by its answer. A question whose outcome is unknown is repeated only if the service
 * still recognizes it by its idempotency key.
 * @throws AppError when a retry may succeed
 */
export async function processQuestion(
  system: System,
  { questionId, workspaceId, step }: QuestionJobData,
  signal: AbortSignal,
  call: CallPlugin = callPlugin,
): Promise<void> {
  const [stored] = await system.db
    .select({ question: channelQuestions, row: channels })
    .from(channelQuestions)
    .innerJoin(channels, eq(channels.id, channelQuestions.channelId))
    .where(and(eq(channelQuestions.id, questionId), eq(channelQuestions.workspaceId, workspaceId)))
  if (!stored) return
  const { question, row } = stored
  const asking = { system, question, signal, call, channel: await openChannel(row) }
  // An attempt that was interrupted after the question was sent may not have replaced it.
  if (step === 'close' || question.status === 'sent') return close(asking)
  if (question.status === 'waiting' || question.status === 'sending') await ask(asking)
}

async function ask(asking: Asking): Promise<void> {
  const { system, channel, question, signal } = asking
  const { definition, plugin } = channel
  const found = await findQuestion(asking)
  const isUnsent = question.status === 'waiting'
  // A question that was claimed before may be visible, and is replaced below.
  const isWanted = found && (found.wait.status === 'waiting' || !isUnsent)
  if (!isWanted) return set(asking, { status: 'closed' })
  const { text, hasButtons } = questionText(system, definition, question, found)
  const action = hasButtons && definition.ask ? definition.ask : definition.send
  // The claim is not older than the question.
  if (!isUnsent && !isRepeatable(action, question.createdAt)) {
    await noteOn(system.db, question, problem('plugins.outcomeUnknown', { service: plugin.label }))
    return set(asking, { status: 'sent' })
  }
  signal.throwIfAborted()
  if (!(await claim(asking))) return
  const input = {
    text,
    ...(hasButtons ? { questionId: question.waitId } : {}),
    ...('isLast' in action.input.shape ? { isLast: false } : {}),
  }
  if (!(await sendQuestion(asking, { action, input }))) return
  // The answer may have come before the id of the question was stored.
  const sentId = (await findStored(asking))?.sentId
  await close({ ...asking, question: { ...question, status: 'sent', sentId: sentId ?? null } })
}

/** @returns false if the service rejected it */
async function sendQuestion(asking: Asking, sending: Pick<PluginCall, 'action' | 'input'>): Promise<boolean> {
  const { system, question, signal } = asking
  const watch = watchSent(sending.action)
  try {
    const sent = await act(asking, { ...sending, journal: watch.journal })
    await set(asking, { status: 'sent', sentId: typeof sent.sentId === 'string' ? sent.sentId : null })
    return true
  } catch (error) {
    const isRejected = AppError.isInstance(error) && isTransient(error)
    // Otherwise the claim stays.
    if (watch.isUnsent(error, signal)) await release(asking)
    if (signal.aborted || !AppError.isInstance(error) || isRejected) throw error
    await noteOn(system.db, question, pickProblem(error))
    await set(asking, { status: 'failed' })
    return false
  }
}

/** Repeating an edit changes nothing. */
async function close(asking: Asking): Promise<void> {
  const { channel, question, signal } = asking
  const { edit } = channel.definition
  if (question.kind === 'notice' || question.status !== 'sent' || question.sentId === null || !edit) return
  const found = await findQuestion(asking)
  if (!found || found.wait.status === 'waiting') return
  try {
    const input = { text: answeredText(channel.definition, found), sentId: question.sentId }
    await act(asking, { action: edit, input })
  } catch (error) {
    // The message was deleted, for example. The answer counts anyway.
    if (signal.aborted || !AppError.isInstance(error) || isTransient(error)) throw error
  }
  await set(asking, { status: 'closed' })
}

const act = (
  { system, channel, question, signal, call }: Asking,
  { input, ...sending }: Pick<PluginCall, 'action' | 'input' | 'journal'>,
) =>
  call(system, {
    workspaceId: question.workspaceId,
    plugin: channel.plugin,
    ...sending,
    connectionId: channel.row.connectionId,
    signal,
    input: { ...targetOf(channel, question), ...input },
    idempotencyKey: question.id,
  })

/** Null if the run was deleted since. */
const findQuestion = ({ system, question }: Asking): Promise<FoundPendingInput | null> =>
  findPendingInput(system.db, question).catch((error: unknown) => {
    if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
    throw error
  })

const isQuestion = ({ id, workspaceId }: QuestionRow) =>
  and(eq(channelQuestions.id, id), eq(channelQuestions.workspaceId, workspaceId))

async function findStored({ system, question }: Asking): Promise<QuestionRow | undefined> {
  const [row] = await system.db.select().from(channelQuestions).where(isQuestion(question))
  return row
}

async function set({ system, question }: Asking, values: Partial<QuestionRow>): Promise<void> {
  await system.db.update(channelQuestions).set(values).where(isQuestion(question))
}

/** The next attempt asks the question, unless another process has asked or closed it since. */
async function release({ system, question }: Asking): Promise<void> {
  await system.db
    .update(channelQuestions)
    .set({ status: 'waiting' })
    .where(and(isQuestion(question), eq(channelQuestions.status, 'sending')))
}

/** @returns false if another process asks it */
async function claim({ system, question }: Asking): Promise<boolean> {
  const claimed = await system.db
    .update(channelQuestions)
    .set({ status: 'sending' })
    .where(and(isQuestion(question), eq(channelQuestions.status, question.status)))
    .returning({ id: channelQuestions.id })
  return claimed.length > 0
}
