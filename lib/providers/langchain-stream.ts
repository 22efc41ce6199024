import 'server-only'
import type { ToolSpec } from '@/lib/engine/ports'
import { type ModelErrorContext, stoppedInTheMiddle, toModelError } from './model-error'
import type { ModelChunk } from './provider-client'
import { createToolCallCollector, type ToolCallPiece } from './tool-call-collector'

/** What we read of LangChain's AIMessageChunk. */
interface StreamedMessage {
  text: string
  tool_call_chunks?: readonly ToolCallPiece[] | undefined
  usage_metadata?: { input_tokens: number; output_tokens: number } | undefined
  response_metadata: Record<string, unknown>
  additional_kwargs: Record<string, unknown>
}

type FinishReason = Extract<ModelChunk, { type: 'finish' }>['reason']

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  tool_use: 'tool-calls',
  content_filter: 'filter',
  refusal: 'filter',
}

/** A LangChain stream as our chunks. A stream that ends without a reason was cut off. */
export async function* readLangChainStream(
  start: () => Promise<AsyncIterable<StreamedMessage>>,
  context: ModelErrorContext,
): AsyncIterable<ModelChunk> {
  const calls = createToolCallCollector()
  const usage = { inputTokens: 0, outputTokens: 0 }
  let reason: FinishReason | null = null
  let hasBegun = false
  try {
    for await (const chunk of await start()) {
      hasBegun = true
      if (chunk.text !== '') yield { type: 'text', text: chunk.text }
      for (const piece of chunk.tool_call_chunks ?? []) calls.add(piece)
      // The largest figure: some services repeat a running total.
      usage.inputTokens = Math.max(usage.inputTokens, chunk.usage_metadata?.input_tokens ?? 0)
      usage.outputTokens = Math.max(usage.outputTokens, chunk.usage_metadata?.output_tokens ?? 0)
      reason = finishReasonOf(chunk) ?? reason
    }
  } catch (failure) {
    throw toModelError(failure, { ...context, hasBegun })
  }
  if (context.signal.aborted) throw toModelError(context.signal.reason, context)
  if (usage.inputTokens + usage.outputTokens > 0) yield { type: 'usage', ...usage }
  if (reason === null) throw stoppedInTheMiddle(context.host)
  const finished = calls.finish({ isCut: reason === 'length' })
  for (const call of finished) yield { type: 'tool-call', call }
  yield { type: 'finish', reason: finished.length > 0 ? 'tool-calls' : reason }
}

export function toFunctionTools(tools: readonly ToolSpec[]) {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function' as const,
    function: { name, description, parameters },
  }))
}

function finishReasonOf({
  response_metadata: metadata,
  additional_kwargs: more,
}: StreamedMessage): FinishReason | null {
  const found: unknown = metadata.finish_reason ?? metadata.done_reason ?? more.stop_reason
  if (typeof found === 'string')
    return Object.hasOwn(FINISH_REASONS, found) ? (FINISH_REASONS[found] ?? 'other') : 'other'
  return metadata.done === true ? 'stop' : null
}
