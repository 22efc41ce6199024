import 'server-only'
import type { ChannelDefinition } from '@/lib/plugins/events/channel'
import { inboxUrl, requestUrl } from '../../approvals/approval-link'
import type { FoundPendingInput } from '../../approvals/find-pending-input'
import { isForNamedPeople } from '../../approvals/may-answer'
import type { System } from '../../system'
import { formatAnswer } from '../format-answer'
import type { QuestionRow } from './question-place'

interface Question {
  text: string
  hasButtons: boolean
}

/** The message that asks for an approval, or says that members decide. */
export function questionText(
  system: System,
  { ask, format, maxCharacters, isPrivate }: ChannelDefinition,
  question: QuestionRow,
  found: FoundPendingInput,
): Question {
  const { kind } = question
  const { request, wait } = found
  const title = `**${request.title}**`
  if (kind === 'notice')
    return { hasButtons: false, text: formatAnswer(`${title}\n\nThis needs an approval. The answer follows.`, format) }
  const canDecide = canDecideInChannel(kind, found)
  const hasButtons = canDecide && ask !== undefined
  // Anyone who has the link of the form can answer, so other people must not see it.
  const isOpenLink = kind === 'approvers' || isPrivate(question)
  const form = isOpenLink
    ? `Answer here: ${requestUrl(system, found, new Date())}`
    : `A member of the workspace can answer here after signing in: ${inboxUrl(system, wait.id)}`
  const how = hasButtons ? '' : canDecide ? 'Reply “approve” or “reject”.' : form
  const context = typeof request.context === 'string' ? request.context : ''
  // A third is left for markup and the last line.
  const about = cut(
    `${title}\n\n${request.message}\n\n${context}`.trim(),
    Math.floor(maxCharacters * 0.66) - how.length,
  )
  return { hasButtons, text: formatAnswer(`${about}\n\n${how}`.trim(), format) }
}

/** The text that replaces the question. */
export function answeredText(
  { format, maxCharacters }: ChannelDefinition,
  { request, answer, wait }: FoundPendingInput,
): string {
  const results = { approved: '✅ Approved', rejected: '❌ Rejected', 'timed-out': '⏱ Not answered in time' }
  const result = answer ? results[answer.decision] : wait.status === 'cancelled' ? '⏹ The run was stopped' : ''
  const by = answer && !['deadline', 'visitor', 'link'].includes(answer.by) ? ` by ${answer.by}` : ''
  return formatAnswer(`**${cut(request.title, Math.floor(maxCharacters / 2))}**\n\n${result}${by}`, format)
}

/** A button and a word cannot fill in a form, and a chat does not show which member writes. */
export const canDecideInChannel = (kind: QuestionRow['kind'], { request }: FoundPendingInput): boolean =>
  request.fields.every(({ required }) => !required) && (kind === 'sender' || !isForNamedPeople(request))

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text)
