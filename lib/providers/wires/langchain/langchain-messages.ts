import 'server-only'
import type { BaseMessage } from '@langchain/core/messages'
import type { ChatMessage, ImagePart } from '@/lib/engine/model-requests'
import { normalizeMessages } from '../http/normalize-messages'

export async function toLangChainMessages(messages: readonly ChatMessage[]): Promise<BaseMessage[]> {
  const { AIMessage, HumanMessage, SystemMessage, ToolMessage } = await import('@langchain/core/messages')
  return normalizeMessages(messages).map(({ role, content, images = [], toolCalls = [], toolCallId = '' }) => {
    switch (role) {
      case 'system':
        return new SystemMessage(content)
      case 'user':
        return new HumanMessage(
          images.length === 0 ? content : { content: [...textPart(content), ...images.map(toImagePart)] },
        )
      case 'tool':
        return new ToolMessage({ content, tool_call_id: toolCallId })
      case 'assistant':
        return new AIMessage({
          content,
          tool_calls: toolCalls.map((call) => ({
            id: call.id,
            name: call.name,
            args: call.arguments,
            type: 'tool_call',
          })),
        })
      default: {
        const unhandled: never = role
        return unhandled
      }
    }
  })
}

function textPart(text: string) {
  return text.trim() === '' ? [] : [{ type: 'text' as const, text }]
}

/** The form accepted by all LangChain packages. */
function toImagePart({ mediaType, base64 }: ImagePart) {
  return { type: 'image_url' as const, image_url: { url: `data:${mediaType};base64,${base64}` } }
}
