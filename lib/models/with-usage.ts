import 'server-only'
import type { Usage } from '@/lib/engine/events'
import type { ChatChunk, ChatMessage, ChatReader } from '@/lib/engine/model-requests'
import type { ModelChunk, OnChunk } from '@/lib/providers/provider-client'
import { estimateTokens } from './estimate-tokens'
import { mayBeBilled } from './may-be-billed'
import { costMicros } from './prices'
import { wholeTokens } from './whole-tokens'

interface UsageContext {
  from: { provider: string; model: string; host: string; label: string }
  messages: readonly ChatMessage[]
  sending?: Sending
}

/** State of a sent request: a call that ends before its first token has no output, but its prompt is billed. */
export interface Sending {
  /** Aborts the request. */
  signal: AbortSignal
  /** Whether a request with the prompt was sent and not rejected. */
  isSent: boolean
}

/** Reads a model client's answer and settles at its end. */
export type ReadAnswer = (add: OnChunk) => Promise<void>

/**
 * Adds model and price to the usage. Estimates the usage if the service reports none, also when the
 * call fails midway or the reader leaves, since the generated output is billed all the same.
 */
export async function withUsage(read: ReadAnswer, context: UsageContext, emit: ChatReader): Promise<void> {
  const collected = new CollectedAnswer(context, emit)
  try {
    await read((chunk) => collected.add(chunk))
  } catch (failure) {
    if (!collected.isCounted && isBilled(collected.output, context, failure))
      emit(await estimate(collected.output, context))
    throw failure
  }
  if (!collected.end) return
  if (!collected.isCounted) emit(await estimate(collected.output, context))
  emit(collected.end)
}

class CollectedAnswer {
  output = ''
  isCounted = false
  /** The last chunk of a service without usage; the estimate is emitted before it. */
  end: ChatChunk | null = null

  constructor(
    private readonly context: UsageContext,
    private readonly emit: ChatReader,
  ) {}

  add(chunk: ModelChunk): void {
    if (chunk.type === 'finish' && !this.isCounted) {
      this.end = chunk
      return
    }
    if (chunk.type === 'text' || chunk.type === 'reasoning') this.output += chunk.text
    if (chunk.type === 'tool-call') this.output += JSON.stringify(chunk.call.arguments)
    if (chunk.type === 'usage') this.isCounted = true
    this.emit(chunk.type === 'usage' ? usageChunk(chunk, this.context, false) : chunk)
  }
}

/** Whether a failed call is billed: for its output, or if it was silent for a prompt that may have been processed. */
function isBilled(output: string, { sending }: UsageContext, failure: unknown): boolean {
  if (output !== '' || !sending) return output !== ''
  return sending.isSent && (sending.signal.aborted || mayBeBilled(failure))
}

type UsageChunk = Extract<ChatChunk, { type: 'usage' }>

async function estimate(output: string, context: UsageContext): Promise<UsageChunk> {
  const input = context.messages.map((message) => message.content).join('\n')
  const [inputTokens, outputTokens] = [await estimateTokens(input), await estimateTokens(output)]
  // Each message has a few tokens of overhead.
  return usageChunk({ inputTokens: inputTokens + 4 * context.messages.length, outputTokens }, context, true)
}

function usageChunk(
  counted: Pick<Usage, 'inputTokens' | 'outputTokens' | 'cachedInputTokens' | 'cacheWriteTokens'>,
  { from }: UsageContext,
  estimated: boolean,
): UsageChunk {
  const inputTokens = wholeTokens(counted.inputTokens)
  const outputTokens = wholeTokens(counted.outputTokens)
  const cachedInputTokens = Math.min(inputTokens, wholeTokens(counted.cachedInputTokens ?? 0))
  const cacheWriteTokens = Math.min(inputTokens - cachedInputTokens, wholeTokens(counted.cacheWriteTokens ?? 0))
  const { provider, model, host, label } = from
  const counts = { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens }
  const usage: Usage = {
    model: label,
    inputTokens,
    outputTokens,
    costMicros: costMicros({ provider, model, host, ...counts }),
    estimated,
  }
  if (cachedInputTokens > 0) usage.cachedInputTokens = cachedInputTokens
  if (cacheWriteTokens > 0) usage.cacheWriteTokens = cacheWriteTokens
  return { type: 'usage', usage }
}
