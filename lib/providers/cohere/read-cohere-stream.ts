import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { ModelChunk } from '../provider-client'
import { errorHint } from '../wires/http/error-hint'
import { type ModelErrorContext, stoppedInTheMiddle, toModelError } from '../wires/http/model-error'
import { readSse } from '../wires/http/read-sse'
import { streamFailure } from '../wires/http/stream-failure'
import { createToolCallCollector } from '../wires/http/tool-call-collector'

const Tokens = z.object({ input_tokens: z.number().optional(), output_tokens: z.number().optional() })
const ToolCall = z.object({
  id: z.string().optional(),
  function: z.object({ name: z.string().optional(), arguments: z.string().optional() }).optional(),
})
const Event = z.object({
  type: z.string(),
  index: z.number().optional(),
  delta: z
    .object({
      message: z
        .object({
          content: z.object({ text: z.string().optional() }).or(z.array(z.unknown())).optional(),
          tool_calls: ToolCall.or(z.array(z.unknown())).optional(),
        })
        .optional(),
      finish_reason: z.string().optional(),
      error: z.string().nullish(),
      usage: z.object({ billed_units: Tokens.optional(), tokens: Tokens.optional() }).optional(),
    })
    .optional(),
})
type Event = z.infer<typeof Event>
type FinishReason = Extract<ModelChunk, { type: 'finish' }>['reason']

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  TOOL_CALL: 'tool-calls',
  MAX_TOKENS: 'length',
  ERROR_LIMIT: 'length',
  ERROR_TOXIC: 'filter',
}

/** Reads the events of `/v2/chat`, ignoring reasoning and plans; a stream without its last event was cut off. */
export async function* readCohereStream(
  body: ReadableStream<Uint8Array>,
  context: ModelErrorContext,
): AsyncIterable<ModelChunk> {
  const calls = createToolCallCollector()
  let end: Event['delta']
  let hasStarted = false
  try {
    for await (const data of readSse(body)) {
      if (data === '[DONE]') continue
      const event = parseJson(Event, data)
      const text = textOf(event)
      hasStarted ||= text !== ''
      if (text !== '') yield { type: 'text', text }
      const call = callOf(event)
      if (call) calls.add(call)
      if (event.type === 'message-end') end = event.delta
    }
  } catch (failure) {
    throw streamFailure(failure, { ...context, hasStarted })
  }
  if (context.signal.aborted) throw toModelError(context.signal.reason, context)
  const usage = usageOf(end)
  if (usage) yield usage
  if (end?.finish_reason === undefined) throw stoppedInTheMiddle(context.host)
  if (/^(ERROR|TIMEOUT)$/.test(end.finish_reason)) throw failed(end.error ?? '', context.host, hasStarted)
  const reason = finishReasonOf(end.finish_reason)
  const finished = calls.finish({ isCut: reason === 'length' })
  for (const call of finished) yield { type: 'tool-call', call }
  yield { type: 'finish', reason: finished.length > 0 ? 'tool-calls' : reason }
}

function textOf({ type, delta }: Event): string {
  const content = delta?.message?.content
  if (type !== 'content-start' && type !== 'content-delta') return ''
  return content === undefined || Array.isArray(content) ? '' : (content.text ?? '')
}

function callOf({ type, index = 0, delta }: Event) {
  const call = delta?.message?.tool_calls
  if ((type !== 'tool-call-start' && type !== 'tool-call-delta') || call === undefined || Array.isArray(call))
    return null
  return { index, id: call.id, name: call.function?.name, args: call.function?.arguments }
}

function finishReasonOf(reason: string): FinishReason {
  return (Object.hasOwn(FINISH_REASONS, reason) ? FINISH_REASONS[reason] : undefined) ?? 'other'
}

/** Billed usage; the other count includes Cohere's own prompt text. */
function usageOf(end: Event['delta']): ModelChunk | null {
  const usage = end?.usage?.billed_units ?? end?.usage?.tokens
  if (usage?.input_tokens === undefined && usage?.output_tokens === undefined) return null
  return { type: 'usage', inputTokens: usage.input_tokens ?? 0, outputTokens: usage.output_tokens ?? 0 }
}

function failed(text: string, host: string, isFinal: boolean): AppError {
  const reason = errorHint(text) || 'none'
  return new AppError('MODEL_FAILED', problem('providers.failedSaying', { host, reason }), { isFinal })
}
