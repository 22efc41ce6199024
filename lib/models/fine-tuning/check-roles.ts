import type { ValidationIssue } from '@/lib/contracts/training-report'
import type { TrainingMessage } from './to-chat-example'

type Problem = Pick<ValidationIssue, 'level' | 'code' | 'message'>

const ROLES = new Set(['system', 'user', 'assistant'])

/** Checks that a conversation has at most a leading system message, a user message, and ends with the assistant. */
export function checkRoles(messages: readonly TrainingMessage[]): Problem[] {
  const problems: Problem[] = []
  const error = (code: 'format' | 'roles', message: string) => problems.push({ level: 'error', code, message })
  const roles = messages.map(({ role }) => role)
  const unknown = roles.find((role) => !ROLES.has(role))
  if (unknown !== undefined) error('roles', `The role “${unknown.slice(0, 40)}” is none of system, user and assistant.`)
  if (messages.some(({ content }) => content.trim() === '')) error('format', 'A message is empty.')
  if (roles.lastIndexOf('system') > 0) error('roles', 'A system message stands after the first message.')
  if (!roles.includes('user')) error('roles', 'There is no message of a user.')
  if (roles.at(-1) !== 'assistant')
    error('roles', 'The last message is not the assistant’s: there is nothing to learn.')
  const repeats = roles.some((role, index) => index > 0 && role === roles[index - 1])
  if (repeats)
    problems.push({ level: 'warning', code: 'roles', message: 'Two messages of the same role follow each other.' })
  return problems
}
