import 'server-only'
import type { Usage } from '@/lib/engine/events'
import type { ChatChunk, ChatMessage, ChatReader } from '@/lib/engine/ports'
import type { ModelChunk, TellChunk } from '@/lib/providers/provider-client'
import { estimateTokens } from './estimate-tokens'
import { costMicros } from './prices'
import { wasWorkedOn } from './was-worked-on'
import { wholeTokens } from './whole-tokens'

interface UsageContext {
  from: { provider: string; model: string; host: string; label: string }
  messages: readonly ChatMessage[]
  sending?: Sending
}

/** When a call ends before its first word it has shown nothing, but a prompt that was sent is billed. */
export interface Sending {
  /** Ends it. */
  signal: AbortSignal
  /** Whether a request with the prompt went out that was not refused. */
  isSent: boolean
}

/** Reads an answer of a model's client, and settles when it is over. */
export type ReadAnswer = (hear: TellChunk) => Promise<void>

/**
 * Puts model and price to the usage, and estimates it where the service sends none, also when it fails half-way or the
 * reader leaves: what was written for him is billed all the same.
 */
export async function withUsage(read: ReadAnswer, context: UsageContext, tell: ChatReader): Promise<void> {
  const heard = new HeardAnswer(context, tell)
  try {
    await read((chunk) => heard.hear(chunk))
  } catch (failure) {
    if (!heard.isCounted && isBilled(heard.output, context, failure)) tell(await estimate(heard.output, context))
    throw failure
  }
  if (!heard.end) return
  if (!heard.isCounted) tell(await estimate(heard.output, context))
  tell(heard.end)
}

class HeardAnswer {
  output = ''
  isCounted = false
  /** The last chunk of a service that has not counted: the estimate is told before it. */
  end: ChatChunk | null = null

  constructor(
    private readonly context: UsageContext,
    private readonly tell: ChatReader,
  ) {}

  hear(chunk: ModelChunk): void {
    if (chunk.type === 'finish' && !this.isCounted) {
      this.end = chunk
      return
    }
    if (chunk.type === 'text' || chunk.type === 'reasoning') this.output += chunk.text
    if (chunk.type === 'tool-call') this.output += JSON.stringify(chunk.call.arguments)
    if (chunk.type === 'usage') this.isCounted = true
    this.tell(chunk.type === 'usage' ? usageChunk(chunk, this.context, false) : chunk)
  }
}

/** What a model had written or thought before its first word is not known: of a silent call the prompt alone counts. */
function isBilled(output: string, { sending }: UsageContext, failure: unknown): boolean {
  if (output !== '' || !sending) return output !== ''
  return sending.isSent && (sending.signal.aborted || wasWorkedOn(failure))
}

type UsageChunk = Extract<ChatChunk, { type: 'usage' }>

async function estimate(output: string, context: UsageContext): Promise<UsageChunk> {
  const input = context.messages.map((message) => message.content).join('\n')
  const [inputTokens, outputTokens] = [await estimateTokens(input), await estimateTokens(output)]
  // Every message costs a few tokens beside its text.
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
