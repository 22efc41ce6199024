import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { channelMessages, channelQuestions } from '@/lib/db/schema/channels'
import { waits } from '@/lib/db/schema/waits'
import type { ReceivedDecision, ReceivedMessage } from '@/lib/plugins/events/channel'
import type { System } from '../../system'
import type { OpenedChannel } from '../channel-row'
import { answerQuestion } from './decide'

const WORDS: Readonly<Record<ReceivedDecision['decision'], ReadonlySet<string>>> = {
  approved: new Set(['approve', 'approved', 'yes', '批准', '同意']),
  rejected: new Set(['reject', 'rejected', 'no', '拒绝', '驳回']),
}

/** The message was delivered before. */
class Repeated extends Error {}

/** The messages for the app: answers to its questions are stored and left out. */
export async function withoutDecisions(
  system: System,
  channel: OpenedChannel,
  messages: readonly ReceivedMessage[],
): Promise<ReceivedMessage[]> {
  const others: ReceivedMessage[] = []
  for (const message of messages) if (!(await decideByReply(system, channel, message))) others.push(message)
  return others
}

/**
 * Takes a word such as “approve” as the answer to the person's open question in the conversation.
 * @returns whether the message was one; all others are for the app
 */
async function decideByReply(system: System, channel: OpenedChannel, message: ReceivedMessage): Promise<boolean> {
  const decision = decisionIn(message.text)
  if (decision === null) return false
  const { id: channelId, workspaceId } = channel.row
  const conversation = message.conversation.slice(0, 500)
  const sender = message.sender.slice(0, 200)
  const [asked] = await system.db
    .select({ question: channelQuestions })
    .from(channelQuestions)
    .innerJoin(waits, eq(waits.id, channelQuestions.waitId))
    .where(
      and(
        ...[eq(channelQuestions.channelId, channelId), eq(channelQuestions.workspaceId, workspaceId)],
        ...[eq(channelQuestions.conversation, conversation), eq(channelQuestions.sender, sender)],
        ...[eq(channelQuestions.kind, 'sender'), inArray(channelQuestions.status, ['sending', 'sent'])],
        eq(waits.status, 'waiting'),
      ),
    )
    .orderBy(asc(channelQuestions.id))
    .limit(1)
  if (!asked) return false
  const row = {
    ...{ workspaceId, channelId, conversation, sender, eventId: message.eventId.slice(0, 500) },
    ...{ text: '', target: { ...message.target }, status: 'answered' as const },
  }
  try {
    const outcome = await answerQuestion(system, channel, asked.question, { decision, sender }, async (tx) => {
      const [added] = await tx
        .insert(channelMessages)
        .values(row)
        .onConflictDoNothing()
        .returning({ id: channelMessages.id })
      if (!added) throw new Repeated()
    })
    return outcome === 'accepted'
  } catch (error) {
    if (error instanceof Repeated) return true
    throw error
  }
}

function decisionIn(text: string): ReceivedDecision['decision'] | null {
  const word = text
    .trim()
    .replace(/[.!。！]+$/, '')
    .toLowerCase()
  if (WORDS.approved.has(word)) return 'approved'
  return WORDS.rejected.has(word) ? 'rejected' : null
}
