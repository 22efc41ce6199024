import 'server-only'
import { z } from 'zod'
import type { ToolCall, ToolSpec } from '@/lib/engine/ports'
import { type ModelErrorContext, stoppedInTheMiddle, toModelError } from './model-error'
import type { ModelChunk } from './provider-client'
import { signReasoning } from './reasoning-signature'
import { createToolCallCollector, type ToolCallPiece } from './tool-call-collector'

/** What we read of LangChain's AIMessageChunk. */
interface StreamedMessage {
  text: string
  tool_call_chunks?: readonly ToolCallPiece[] | undefined
  usage_metadata?:
    | { input_tokens: number; output_tokens: number; input_token_details?: { cache_read?: number } }
    | undefined
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

/** As OpenAI's servers write it. The cached ones: by OpenAI, by DeepSeek and by Moonshot. */
const count = z.number().nonnegative().catch(0).default(0)
const WireUsage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
  prompt_cache_hit_tokens: count,
  cached_tokens: count,
})

/** A LangChain stream as our chunks. A stream that ends without a reason was cut off. */
export async function* readLangChainStream(
  start: () => Promise<AsyncIterable<StreamedMessage>>,
  context: ModelErrorContext,
  { keepsReasoning = false } = {},
): AsyncIterable<ModelChunk> {
  const calls = createToolCallCollector()
  const usage = createUsageCounter()
  let reasoning = ''
  let reason: FinishReason | null = null
  let hasBegun = false
  try {
    for await (const chunk of await start()) {
      hasBegun = true
      if (chunk.text !== '') yield { type: 'text', text: chunk.text }
      for (const piece of chunk.tool_call_chunks ?? []) calls.add(piece)
      usage.add(chunk)
      const thought = chunk.additional_kwargs.reasoning_content
      if (keepsReasoning && typeof thought === 'string') reasoning += thought
      reason = finishReasonOf(chunk) ?? reason
    }
  } catch (failure) {
    throw toModelError(failure, { ...context, hasBegun })
  }
  if (context.signal.aborted) throw toModelError(context.signal.reason, context)
  const counted = usage.total()
  if (counted) yield counted
  if (reason === null) throw stoppedInTheMiddle(context.host)
  const finished = calls.finish({ isCut: reason === 'length' })
  for (const call of finished) yield { type: 'tool-call', call: withSignature(call, reasoning) }
  yield { type: 'finish', reason: finished.length > 0 ? 'tool-calls' : reason }
}

function createUsageCounter() {
  let [inputTokens, outputTokens, cachedInputTokens] = [0, 0, 0]
  return {
    /** The largest figures count: some services repeat a running total. */
    add({ usage_metadata: own, response_metadata: { usage: raw } }: StreamedMessage): void {
      inputTokens = Math.max(inputTokens, own?.input_tokens ?? 0)
      outputTokens = Math.max(outputTokens, own?.output_tokens ?? 0)
      cachedInputTokens = Math.max(cachedInputTokens, own?.input_token_details?.cache_read ?? 0)
      if (typeof raw !== 'object' || raw === null || !('prompt_tokens' in raw)) return
      const wire = WireUsage.parse(raw)
      const cached = [wire.prompt_tokens_details?.cached_tokens ?? 0, wire.prompt_cache_hit_tokens, wire.cached_tokens]
      inputTokens = Math.max(inputTokens, wire.prompt_tokens)
      outputTokens = Math.max(outputTokens, wire.completion_tokens)
      cachedInputTokens = Math.max(cachedInputTokens, ...cached)
    },
    total(): ModelChunk | null {
      if (inputTokens + outputTokens === 0) return null
      return { type: 'usage', inputTokens, outputTokens, ...(cachedInputTokens > 0 ? { cachedInputTokens } : {}) }
    },
  }
}

function withSignature(call: ToolCall, reasoning: string): ToolCall {
  return reasoning === '' ? call : { ...call, signature: signReasoning(reasoning) }
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
