import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { channelQuestions, channels } from '@/lib/db/schema/channels'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { type FoundPendingInput, findPendingInput } from '../../approvals/find-pending-input'
import { type CallPlugin, callPlugin } from '../../integrations/call-plugin'
import type { System } from '../../system'
import { type OpenedChannel, openChannel } from '../channel-row'
import { isTransient } from '../is-transient'
import { noteOn } from '../message-queue'
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
 * Asks a question once, or replaces it by its answer. A question whose outcome is unknown is not repeated.
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
  if (step === 'close') return close(asking)
  if (question.status === 'sending') {
    const failure = problem('plugins.outcomeUnknown', { service: asking.channel.plugin.label })
    await noteOn(system.db, question, failure)
    return set(asking, { status: 'sent' })
  }
  if (question.status === 'waiting') await ask(asking)
}

async function ask(asking: Asking): Promise<void> {
  const { system, channel, question } = asking
  const found = await findQuestion(asking)
  if (found?.wait.status !== 'waiting') return set(asking, { status: 'closed' })
  if (!(await claim(asking))) return
  const { definition } = channel
  const { text, hasButtons } = questionText(system, definition, question, found)
  const action = hasButtons && definition.ask ? definition.ask : definition.send
  try {
    const sent = await act(asking, action, {
      text,
      ...(hasButtons ? { questionId: question.waitId } : {}),
      ...('isLast' in action.input.shape ? { isLast: false } : {}),
    })
    await set(asking, { status: 'sent', sentId: typeof sent.sentId === 'string' ? sent.sentId : null })
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    if (isTransient(error)) {
      await set(asking, { status: 'waiting' })
      throw error
    }
    await noteOn(system.db, question, pickProblem(error))
    return set(asking, { status: 'failed' })
  }
  // The answer may have come before the id of the question was stored.
  const sentId = (await findStored(asking))?.sentId
  if (question.kind !== 'notice')
    await close({ ...asking, question: { ...question, status: 'sent', sentId: sentId ?? null } })
}

/** Repeating an edit changes nothing. */
async function close(asking: Asking): Promise<void> {
  const { channel, question } = asking
  const { edit } = channel.definition
  if (question.status !== 'sent' || question.sentId === null || !edit) return
  const found = await findQuestion(asking)
  if (!found || found.wait.status === 'waiting') return
  try {
    await act(asking, edit, { text: answeredText(channel.definition, found), sentId: question.sentId })
  } catch (error) {
    // The message was deleted, for example. The answer counts anyway.
    if (!AppError.isInstance(error) || isTransient(error)) throw error
  }
  await set(asking, { status: 'closed' })
}

const act = (
  { system, channel, question, signal, call }: Asking,
  action: Parameters<CallPlugin>[1]['action'],
  input: Parameters<CallPlugin>[1]['input'],
) =>
  call(system, {
    workspaceId: question.workspaceId,
    plugin: channel.plugin,
    action,
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

/** @returns false if another process asks it */
async function claim({ system, question }: Asking): Promise<boolean> {
  const claimed = await system.db
    .update(channelQuestions)
    .set({ status: 'sending' })
    .where(and(isQuestion(question), eq(channelQuestions.status, 'waiting')))
    .returning({ id: channelQuestions.id })
  return claimed.length > 0
}
