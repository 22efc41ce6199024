import 'server-only'
import type { Usage } from '@/lib/engine/events'
import type { ChatChunk, ChatMessage } from '@/lib/engine/ports'
import type { ModelChunk, ModelChunks } from '@/lib/providers/provider-client'
import { estimateTokens } from './estimate-tokens'
import { costMicros } from './prices'
import { wasWorkedOn } from './was-worked-on'
import { wholeTokens } from './whole-tokens'

interface UsageContext {
  from: { provider: string; model: string; host: string; label: string }
  messages: readonly ChatMessage[]
  /** Of an answer in one piece: a call that this ends has shown nothing, but its prompt was read and is billed. */
  wholeUntil?: AbortSignal | undefined
  /** Told what was used when the reader leaves before the end: what was written for him is billed all the same. */
  onLeft?(usage: Usage): void
}

/**
 * Puts model and price to the usage, and estimates it where the service sends none, also when it fails half-way. What
 * came together stays together.
 */
export async function* withUsage(
  source: AsyncIterable<ModelChunks>,
  context: UsageContext,
): AsyncIterable<readonly ChatChunk[]> {
  const count = new UsageCount(context)
  let isOver = false
  try {
    for await (const together of source) {
      const passed: ChatChunk[] = []
      for (const chunk of 'type' in together ? [together] : together) {
        if (chunk.type === 'finish' && !count.isDone) passed.push(await count.estimate())
        passed.push(count.pass(chunk))
      }
      yield passed
    }
    isOver = true
  } catch (failure) {
    isOver = true
    if (!count.isDone && isBilled(count.output, context, failure)) yield [await count.estimate()]
    throw failure
  } finally {
    if (!isOver && !count.isDone && isBilled(count.output, context)) context.onLeft?.((await count.estimate()).usage)
  }
}

class UsageCount {
  output = ''
  isDone = false

  constructor(private readonly context: UsageContext) {}

  pass(chunk: ModelChunk): ChatChunk {
    if (chunk.type === 'text') this.output += chunk.text
    if (chunk.type === 'tool-call') this.output += JSON.stringify(chunk.call.arguments)
    if (chunk.type !== 'usage') return chunk
    this.isDone = true
    return usageChunk(chunk, this.context, false)
  }

  estimate(): Promise<UsageChunk> {
    this.isDone = true
    return estimate(this.output, this.context)
  }
}

/** @param failure absent: the reader left */
function isBilled(output: string, { wholeUntil }: UsageContext, failure?: unknown): boolean {
  if (output !== '' || !wholeUntil) return output !== ''
  return failure === undefined || wholeUntil.aborted || wasWorkedOn(failure)
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
  const cost = costMicros({ ...from, inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens })
  const cached = {
    ...(cachedInputTokens > 0 ? { cachedInputTokens } : {}),
    ...(cacheWriteTokens > 0 ? { cacheWriteTokens } : {}),
  }
  const usage = { model: from.label, inputTokens, outputTokens, ...cached, costMicros: cost, estimated }
  return { type: 'usage', usage }
}
