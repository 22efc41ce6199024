import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { Finding } from '../training/issue-collector'
import type { TrainingMessage } from './to-chat-example'

const ROLES = new Set(['system', 'user', 'assistant'])

/** Checks that a conversation has at most a leading system message, a user message, and ends with the assistant. */
export function checkRoles(messages: readonly TrainingMessage[]): Finding[] {
  const findings: Finding[] = []
  const error = (code: 'format' | 'roles', reason: Problem) => findings.push({ level: 'error', code, problem: reason })
  const roles = messages.map(({ role }) => role)
  const unknown = roles.find((role) => !ROLES.has(role))
  if (unknown !== undefined) error('roles', problem('trainingData.rolesUnknown', { role: unknown.slice(0, 40) }))
  if (messages.some(({ content }) => content.trim() === '')) error('format', problem('trainingData.messageEmpty'))
  if (roles.lastIndexOf('system') > 0) error('roles', problem('trainingData.systemNotFirst'))
  if (!roles.includes('user')) error('roles', problem('trainingData.noUserMessage'))
  if (roles.at(-1) !== 'assistant') error('roles', problem('trainingData.lastNotAssistant'))
  const repeats = roles.some((role, index) => index > 0 && role === roles[index - 1])
  if (repeats) findings.push({ level: 'warning', code: 'roles', problem: problem('trainingData.rolesRepeated') })
  return findings
}
