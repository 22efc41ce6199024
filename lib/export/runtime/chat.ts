import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import type { Citation, Message } from './values'

/** Receives each piece of text as it arrives. */
export type OnText = (text: string) => void

export interface AnswerRequest {
  /** Null while none is configured. */
  model: BaseChatModel | null
  system: string
  messages: Message[]
  signal?: AbortSignal | undefined
  onText?: OnText
}

/** A model's answer without passages, so it has no citations. */
export async function answerMessages(request: AnswerRequest): Promise<{ text: string; citations: Citation[] }> {
  const { model, system, messages, signal, onText } = request
  const parts = system.trim() === '' ? [] : [system.trim()]
  const text = await askModel({ model, messages: [...systemMessage(parts), ...messages], signal, onText })
  return { text, citations: [] }
}

export interface ModelRequest {
  model: BaseChatModel | null
  messages: Message[]
  signal?: AbortSignal | undefined
  onText?: OnText | undefined
}

/** Reads one answer to its end and passes text on as it arrives. */
export async function askModel({ model, messages, signal, onText }: ModelRequest): Promise<string> {
  let text = ''
  for await (const chunk of await requireModel(model).stream(toLangChain(messages), signal ? { signal } : {})) {
    text += chunk.text
    if (chunk.text !== '') onText?.(chunk.text)
  }
  return text
}

export function requireModel(model: BaseChatModel | null): BaseChatModel {
  if (model) return model
  throw new Error('No language model is set. Copy .env.example to .env and fill in a model and its key.')
}

/** One system text first and no empty message, which every service accepts. */
export function toLangChain(messages: readonly Message[]): BaseMessage[] {
  const written = messages.filter(({ content }) => content.trim() !== '')
  const system = written.filter(({ role }) => role === 'system').map(({ content }) => content)
  const rest = written.filter(({ role }) => role !== 'system')
  if (rest.length === 0) return [new HumanMessage(system.join('\n\n') || ' ')]
  return [
    ...(system.length === 0 ? [] : [new SystemMessage(system.join('\n\n'))]),
    ...rest.map(({ role, content }) => (role === 'user' ? new HumanMessage(content) : new AIMessage(content))),
  ]
}

export function systemMessage(parts: readonly string[]): Message[] {
  return parts.length === 0 ? [] : [{ role: 'system', content: parts.join('\n\n') }]
}
