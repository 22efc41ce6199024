import type { ChatMessage } from '@/lib/engine/model-requests'

/** The form that every service accepts: one system text first, nothing empty, at least one user message. */
export function normalizeMessages(messages: readonly ChatMessage[]): ChatMessage[] {
  const system = messages.filter((message) => message.role === 'system' && message.content.trim() !== '')
  const rest = messages.filter((message) => message.role !== 'system' && !isEmpty(message))
  const text = system.map((message) => message.content).join('\n\n')
  if (rest.length === 0) return [{ role: 'user', content: text === '' ? ' ' : text }]
  return text === '' ? rest : [{ role: 'system', content: text }, ...rest]
}

function isEmpty({ role, content, images, toolCalls }: ChatMessage): boolean {
  const parts = (images?.length ?? 0) + (toolCalls?.length ?? 0)
  return role !== 'tool' && content.trim() === '' && parts === 0
}
