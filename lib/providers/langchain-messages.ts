import 'server-only'
import type { BaseMessage } from '@langchain/core/messages'
import type { ChatMessage } from '@/lib/engine/ports'
import { normaliseMessages } from './normalise-messages'

export async function toLangChainMessages(messages: readonly ChatMessage[]): Promise<BaseMessage[]> {
  const { AIMessage, HumanMessage, SystemMessage, ToolMessage } = await import('@langchain/core/messages')
  return normaliseMessages(messages).map(({ role, content, toolCalls = [], toolCallId = '' }) => {
    switch (role) {
      case 'system':
        return new SystemMessage(content)
      case 'user':
        return new HumanMessage(content)
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
