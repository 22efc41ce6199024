import type { ReceivedDecision } from './channel'

type Decision = Pick<ReceivedDecision, 'decision' | 'questionId'>

const VALUE = /^(approved|rejected):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Labels of the buttons below a question. */
export const BUTTON_LABELS = { approved: 'Approve', rejected: 'Reject' } as const

/** The value of a button: 45 characters, of 64 bytes that Telegram allows. */
export const decisionValue = ({ decision, questionId }: Decision): string => `${decision}:${questionId}`

/** Null for the value of another button. */
export function readDecision(value: unknown): Decision | null {
  const match = typeof value === 'string' ? VALUE.exec(value) : null
  if (!match?.[2]) return null
  return { decision: match[1] === 'approved' ? 'approved' : 'rejected', questionId: match[2] }
}
