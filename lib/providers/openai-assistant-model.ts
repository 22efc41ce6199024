import 'server-only'
import type { OpenAIClient } from '@langchain/openai'
import { singleton } from '@/lib/platform/singleton'

type Role = OpenAIClient.Chat.Completions.ChatCompletionRole
type CompletionChunk = OpenAIClient.Chat.Completions.ChatCompletionChunk

/** LangChain's model for chat completions, mended where services differ. Made once: a class for every call would be compiled for every call. */
export async function loadAssistantModel() {
  const { ChatOpenAICompletions } = await import('@langchain/openai')
  return singleton(
    'openai-assistant-model',
    () =>
      class AssistantModel extends ChatOpenAICompletions {
        protected override _convertCompletionsDeltaToBaseMessageChunk(
          delta: Record<string, unknown>,
          response: CompletionChunk,
          role: Role = 'assistant',
        ) {
          return super._convertCompletionsDeltaToBaseMessageChunk(
            { ...delta, content: textOf(delta.content) },
            withUsage(response),
            // Servers that leave the role out would lose their tool calls, and the answer would look empty.
            role,
          )
        }
      },
  )
}

/** Mistral's thinking models send parts, and what they think is no part of the answer. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map((part: unknown) => textOfPart(part)).join('') : ''
}

function textOfPart(part: unknown): string {
  const isText =
    typeof part === 'object' && part !== null && 'text' in part && (!('type' in part) || part.type === 'text')
  return isText && typeof part.text === 'string' ? part.text : ''
}

/** Groq's own place for it. */
function withUsage(response: CompletionChunk): CompletionChunk {
  if (!('x_groq' in response)) return response
  const { x_groq: own } = response
  return typeof own === 'object' && own !== null && 'usage' in own
    ? Object.assign({}, response, { usage: own.usage })
    : response
}
