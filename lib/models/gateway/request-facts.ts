import type { ChatMessage, ChatRequest } from '@/lib/engine/model-requests'
import { detectLanguage } from '@/lib/rag/text/detect-language'

/** Facts about a request for routes and the ledger, computed without a tokenizer. */
export interface RequestFacts {
  characters: number
  /** About four characters per token in Latin scripts, one in Chinese, Japanese and Korean. */
  tokens: number
  /** Language of the last question (ISO 639-1), `und` if undetermined. */
  language: () => string
  hasImages: boolean
  hasTools: boolean
  /** Kinds of data that leave with the request. */
  dataKinds: string[]
}

const KIND_OF = { system: 'instructions', user: 'prompt', assistant: 'conversation', tool: 'tool-results' }
const HAS_WIDE = /[\u3040-\ud7af]/
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g

export function requestFacts({ messages, tools = [], dataKinds = [] }: ChatRequest): RequestFacts {
  let [characters, wide, hasImages] = [0, 0, false]
  const kinds = new Set(dataKinds)
  for (const { role, content, images = [], toolCalls = [] } of messages) {
    characters += content.length
    wide += content.length < 200_000 && HAS_WIDE.test(content) ? (content.match(WIDE)?.length ?? 0) : 0
    for (const call of toolCalls) characters += JSON.stringify(call.arguments).length
    kinds.add(KIND_OF[role])
    hasImages ||= images.length > 0
  }
  if (hasImages) kinds.add('images')
  return {
    characters,
    tokens: Math.ceil((characters - wide) / 4) + wide + 4 * messages.length,
    language: () => detectLanguage(lastQuestion(messages)),
    hasImages,
    hasTools: tools.length > 0,
    dataKinds: [...kinds].sort(),
  }
}

export function lastQuestion(messages: readonly ChatMessage[]): string {
  return messages.findLast(({ role }) => role === 'user')?.content ?? ''
}
