import 'server-only'
import type { channelQuestions } from '@/lib/db/schema/channels'
import { APPROVAL_CHAT } from '@/lib/plugins/events/approval-chat-field'
import type { OpenedChannel } from '../channel-row'

export type QuestionRow = typeof channelQuestions.$inferSelect

/** Where a question is asked, as input of the channel's actions. */
export function targetOf(
  { row, definition }: OpenedChannel,
  { kind, target }: QuestionRow,
): Readonly<Record<string, string>> {
  return kind === 'approvers' ? { [definition.test.field]: row.fields[APPROVAL_CHAT] ?? '' } : target
}

/** Whether a button is in the chat where the question was asked. Teams adds the reply chain to the id of a channel. */
export function isAskedIn(channel: OpenedChannel, question: QuestionRow, place: string): boolean {
  const expected = targetOf(channel, question)[channel.definition.test.field]
  return expected !== undefined && expected !== '' && (place === expected || place.startsWith(`${expected};`))
}
