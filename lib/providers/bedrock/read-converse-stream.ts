import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { ModelChunk } from '../provider-client'
import { type AwsEvent, readAwsEvents } from '../wires/aws/event-stream'
import { errorHint } from '../wires/http/error-hint'
import { type ModelErrorContext, stoppedInTheMiddle, toModelError } from '../wires/http/model-error'
import { streamFailure } from '../wires/http/stream-failure'
import { createToolCallCollector } from '../wires/http/tool-call-collector'

const Start = z.object({
  contentBlockIndex: z.number().default(0),
  start: z.object({ toolUse: z.object({ toolUseId: z.string(), name: z.string() }).optional() }).optional(),
})
const Delta = z.object({
  contentBlockIndex: z.number().default(0),
  delta: z.object({
    text: z.string().optional(),
    reasoningContent: z.object({ text: z.string().optional() }).optional(),
    toolUse: z.object({ input: z.string() }).optional(),
  }),
})
const Stop = z.object({ stopReason: z.string() })
const Metadata = z.object({
  usage: z
    .object({
      inputTokens: z.number().default(0),
      outputTokens: z.number().default(0),
      cacheReadInputTokens: z.number().default(0),
      cacheWriteInputTokens: z.number().default(0),
    })
    .optional(),
})

type FinishReason = Extract<ModelChunk, { type: 'finish' }>['reason']

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool-calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  content_filtered: 'filter',
  guardrail_intervened: 'filter',
}

/** Converts ConverseStream events to chunks. A stream without a stop reason was cut off. */
export async function* readConverseStream(
  body: AsyncIterable<Uint8Array>,
  context: ModelErrorContext,
): AsyncIterable<ModelChunk> {
  const answer: Answer = { calls: createToolCallCollector(), thought: '', reason: null, usage: null }
  let hasStarted = false
  try {
    for await (const event of readAwsEvents(body)) {
      const payload = payloadOf(event, context.host, hasStarted)
      const text = apply(answer, event.headers.get(':event-type'), payload)
      if (answer.thought !== '') yield { type: 'reasoning', text: answer.thought }
      answer.thought = ''
      if (text === '') continue
      hasStarted = true
      yield { type: 'text', text }
    }
  } catch (failure) {
    throw streamFailure(failure, { ...context, hasStarted })
  }
  if (context.signal.aborted) throw toModelError(context.signal.reason, context)
  if (answer.usage) yield answer.usage
  if (answer.reason === null) throw stoppedInTheMiddle(context.host)
  const finished = answer.calls.finish({ isCut: answer.reason === 'length' })
  for (const call of finished) yield { type: 'tool-call', call }
  yield { type: 'finish', reason: finished.length > 0 ? 'tool-calls' : answer.reason }
}

interface Answer {
  calls: ReturnType<typeof createToolCallCollector>
  /** Reasoning text that has not been emitted yet. */
  thought: string
  reason: FinishReason | null
  usage: ModelChunk | null
}

/** Adds an event to the answer. @returns its text */
function apply(answer: Answer, type: string | undefined, payload: string): string {
  switch (type) {
    case 'contentBlockStart': {
      const { contentBlockIndex: index, start } = parseJson(Start, payload)
      if (start?.toolUse) answer.calls.add({ index, id: start.toolUse.toolUseId, name: start.toolUse.name })
      return ''
    }
    case 'contentBlockDelta': {
      const { contentBlockIndex: index, delta } = parseJson(Delta, payload)
      if (delta.toolUse) answer.calls.add({ index, args: delta.toolUse.input })
      answer.thought += delta.reasoningContent?.text ?? ''
      return delta.text ?? ''
    }
    case 'messageStop':
      answer.reason = finishReasonOf(parseJson(Stop, payload).stopReason)
      return ''
    case 'metadata':
      answer.usage = usageOf(parseJson(Metadata, payload)) ?? answer.usage
      return ''
    default:
      return ''
  }
}

/** @throws AppError for an exception sent instead of an event */
function payloadOf({ headers, payload }: AwsEvent, host: string, hasStarted: boolean): string {
  const kind = headers.get(':message-type') ?? 'event'
  if (kind === 'event') return payload.toString()
  const name = headers.get(':exception-type') ?? headers.get(':error-code') ?? ''
  const text = headers.get(':error-message') ?? messageOf(payload.toString())
  const details = { host, reason: errorHint(text) || 'none' }
  const options = { isFinal: hasStarted, cause: new Error(name) }
  if (/throttling/i.test(name))
    throw new AppError('MODEL_RATE_LIMITED', problem('providers.busySaying', details), options)
  if (/validation/i.test(name))
    throw new AppError('INVALID_INPUT', problem('providers.rejectedSaying', details), options)
  throw new AppError('MODEL_FAILED', problem('providers.failedSaying', details), options)
}

function messageOf(text: string): string {
  try {
    return parseJson(z.object({ message: z.string() }), text).message
  } catch {
    return ''
  }
}

function finishReasonOf(reason: string): FinishReason {
  return (Object.hasOwn(FINISH_REASONS, reason) ? FINISH_REASONS[reason] : undefined) ?? 'other'
}

/** Bedrock counts cached tokens separately from the input; here they are part of it. */
function usageOf({ usage }: z.infer<typeof Metadata>): ModelChunk | null {
  if (!usage) return null
  const cached = usage.cacheReadInputTokens
  return {
    type: 'usage',
    inputTokens: usage.inputTokens + cached + usage.cacheWriteInputTokens,
    outputTokens: usage.outputTokens,
    ...(cached > 0 ? { cachedInputTokens: cached } : {}),
    ...(usage.cacheWriteInputTokens > 0 ? { cacheWriteTokens: usage.cacheWriteInputTokens } : {}),
  }
}
