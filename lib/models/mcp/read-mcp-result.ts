import 'server-only'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { verbatim } from '@/lib/messages/problems/verbatim'

const MAX_RESULT_CHARACTERS = 64_000

/** Text of a tool result for the model. @throws TOOL_FAILED when the tool reports an error. */
export function readMcpResult(result: CallToolResult): string {
  const text = mcpResultText(result)
  if (result.isError)
    throw new AppError(
      'TOOL_FAILED',
      text === '' ? problem('tools.failedWithoutReason') : verbatim(text.slice(0, 2_000)),
    )
  return text
}

/** The text parts; without any, the structured content. */
export function mcpResultText({ content, structuredContent }: CallToolResult): string {
  const texts = content.map(partText).filter((text) => text !== '')
  const fullText = texts.length === 0 && structuredContent ? JSON.stringify(structuredContent) : texts.join('\n')
  return fullText.length > MAX_RESULT_CHARACTERS
    ? `${fullText.slice(0, MAX_RESULT_CHARACTERS - 40)}\n[The result was cut here.]`
    : fullText
}

function partText(part: CallToolResult['content'][number]): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'resource':
      return 'text' in part.resource ? part.resource.text : `[file ${part.resource.uri}]`
    case 'resource_link':
      return `[link ${part.uri}]`
    case 'image':
    case 'audio':
      return `[${part.type}]`
    default: {
      const unhandled: never = part
      return unhandled
    }
  }
}
