import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { channelQuestions } from '@/lib/db/schema/channels'
import type { DecisionOutcome, ReceivedDecision } from '@/lib/plugins/events/channel'
import { findPendingInput } from '../../approvals/find-pending-input'
import { giveAnswer } from '../../approvals/submit-answer'
import type { System } from '../../system'
import type { OpenedChannel } from '../channel-row'
import { isAskedIn, type QuestionRow } from './question-place'
import { canDecideInChannel } from './question-text'

/**
 * Answers an approval of the channel if the person who presses the button is allowed to: the sender of the message, or
 * any member of the approval chat. Only the first decision counts.
 */
export async function decide(
  system: System,
  channel: OpenedChannel,
  pressed: ReceivedDecision,
): Promise<DecisionOutcome> {
  const { id, workspaceId } = channel.row
  const questions = await system.db
    .select()
    .from(channelQuestions)
    .where(
      and(
        ...[eq(channelQuestions.waitId, pressed.questionId), eq(channelQuestions.channelId, id)],
        ...[eq(channelQuestions.workspaceId, workspaceId), inArray(channelQuestions.kind, ['sender', 'approvers'])],
      ),
    )
  const question = questions.find((asked) => mayDecide(channel, asked, pressed))
  return question ? answerQuestion(system, channel, question, pressed) : 'forbidden'
}

const mayDecide = (channel: OpenedChannel, question: QuestionRow, { sender, place }: ReceivedDecision): boolean =>
  isAskedIn(channel, question, place) && (question.kind === 'approvers' || question.sender === sender)

/** @param onStored runs in the transaction that stores the answer, and only if this answer counts */
export async function answerQuestion(
  system: System,
  { plugin }: OpenedChannel,
  { kind, workspaceId, waitId }: QuestionRow,
  { decision, sender }: Pick<ReceivedDecision, 'decision' | 'sender'>,
  onStored?: (tx: Transaction) => Promise<void>,
): Promise<DecisionOutcome> {
  try {
    const found = await findPendingInput(system.db, { workspaceId, waitId })
    if (!canDecideInChannel(kind, found)) return 'forbidden'
    const body = { decision, values: {}, comment: '' }
    const by = kind === 'sender' ? 'visitor' : `${plugin.label} (${sender})`
    const given = { found, body, by, actor: { kind: 'system' as const }, now: new Date() }
    const { already } = await giveAnswer(system, { ...given, ...(onStored ? { onStored } : {}) })
    return already ? 'late' : 'accepted'
  } catch (error) {
    if (AppError.isInstance(error) && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND')) return 'late'
    throw error
  }
}
