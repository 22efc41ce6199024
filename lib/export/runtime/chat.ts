import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import type { Citation, Message } from './values'

/** Gets each piece of text as it comes. */
export type OnText = (text: string) => void

export interface AnswerRequest {
  /** Null while none is set. */
  model: BaseChatModel | null
  system: string
  messages: Message[]
  signal?: AbortSignal | undefined
  onText?: OnText
}

/** One answer of a model. It rests on no passages, so it cites none. */
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

/** Reads one answer to its end, passing text on as it comes. */
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

/** One system text in front and no empty message, which is what every service takes. */
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
