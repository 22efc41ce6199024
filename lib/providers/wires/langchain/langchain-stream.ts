import 'server-only'
import { z } from 'zod'
import type { ModelChunk } from '../../provider-client'
import { type FinishReason, toFinishReason } from '../http/finish-reason'
import { type ModelErrorContext, stoppedInTheMiddle, toModelError } from '../http/model-error'
import { createToolCallCollector, type ToolCallPiece } from '../http/tool-call-collector'
import { createUsageCounter } from '../http/usage-counter'

/** The part of LangChain's AIMessageChunk used here. */
interface StreamedMessage {
  text: string
  content?: unknown
  tool_call_chunks?: readonly ToolCallPiece[] | undefined
  usage_metadata?:
    | {
        input_tokens: number
        output_tokens: number
        input_token_details?: { cache_read?: number; cache_creation?: number }
      }
    | undefined
  response_metadata: Record<string, unknown>
  additional_kwargs: Record<string, unknown>
}

/** Converts a LangChain stream to chunks. A stream without a finish reason was cut off. */
export async function* readLangChainStream(
  start: () => Promise<AsyncIterable<StreamedMessage>>,
  context: ModelErrorContext,
): AsyncIterable<ModelChunk> {
  const calls = createToolCallCollector()
  const usage = createUsageCounter()
  let reason: FinishReason | null = null
  let hasStarted = false
  try {
    for await (const chunk of await start()) {
      hasStarted = true
      const reasoning = thoughtOf(chunk)
      if (reasoning !== '') yield { type: 'reasoning', text: reasoning }
      if (chunk.text !== '') yield { type: 'text', text: chunk.text }
      for (const piece of chunk.tool_call_chunks ?? []) calls.add(piece)
      const metadata = chunk.usage_metadata
      if (metadata) {
        const { cache_read: cachedInputTokens = 0, cache_creation: cacheWriteTokens = 0 } =
          metadata.input_token_details ?? {}
        usage.add({
          inputTokens: metadata.input_tokens,
          outputTokens: metadata.output_tokens,
          cachedInputTokens,
          cacheWriteTokens,
        })
      }
      reason = finishReasonOf(chunk) ?? reason
    }
  } catch (failure) {
    throw toModelError(failure, { ...context, hasStarted })
  }
  if (context.signal.aborted) throw toModelError(context.signal.reason, context)
  const total = usage.total()
  if (total) yield total
  if (reason === null) throw stoppedInTheMiddle(context.host)
  const finished = calls.finish({ isCut: reason === 'length' })
  for (const call of finished) yield { type: 'tool-call', call }
  yield { type: 'finish', reason: finished.length > 0 ? 'tool-calls' : reason }
}

/** Ollama's reasoning is beside the content, Anthropic's part of it. */
function thoughtOf({ content, additional_kwargs: extra }: StreamedMessage): string {
  if (typeof extra.reasoning_content === 'string') return extra.reasoning_content
  if (!Array.isArray(content)) return ''
  return content.map((part: unknown) => ThinkingPart.safeParse(part).data?.thinking ?? '').join('')
}

const ThinkingPart = z.object({ type: z.literal('thinking'), thinking: z.string() })

function finishReasonOf({
  response_metadata: metadata,
  additional_kwargs: extra,
}: StreamedMessage): FinishReason | null {
  const found: unknown = metadata.finish_reason ?? metadata.done_reason ?? extra.stop_reason
  if (typeof found === 'string') return toFinishReason(found)
  return metadata.done === true ? 'stop' : null
}
