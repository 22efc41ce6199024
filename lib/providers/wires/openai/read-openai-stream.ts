import 'server-only'
import { parseValue, readJson } from '@/lib/core/json'
import type { StreamedResponse } from '@/lib/egress/stream-call'
import type { ModelChunk, ModelChunks } from '../../provider-client'
import { ChunkShape } from '../http/chunk-shape'
import { collectUntilFailure } from '../http/collect-until-failure'
import { type FinishReason, toFinishReason } from '../http/finish-reason'
import { bodyError, type ModelErrorContext, stoppedInTheMiddle } from '../http/model-error'
import { SseEvents } from '../http/read-sse'
import { signReasoning } from '../http/reasoning-signature'
import { streamFailure } from '../http/stream-failure'
import { createToolCallCollector } from '../http/tool-call-collector'
import { createUsageCounter } from '../http/usage-counter'
import { OpenAiChunk, plainChunkOf, plainCountOf, tokensOf } from './openai-chunk'

/**
 * Reads a stream of chat completions as chunks; opened on first read. One without a finish reason
 * was cut off. @throws AppError MODEL_*
 */
export async function* readOpenAiStream(
  open: () => Promise<Pick<StreamedResponse, 'body'>>,
  context: ModelErrorContext,
  { keepsReasoning }: { keepsReasoning: boolean },
): AsyncIterable<ModelChunks> {
  const { body } = await open()
  const answer = new OpenAiAnswer(context)
  const events = new SseEvents()
  try {
    for await (const bytes of body) {
      events.add(bytes)
      // Text received together is emitted together, also before an error that arrived with it.
      const text = answer.read(events)
      const reasoningText = answer.readReasoning()
      if (reasoningText !== '') yield { type: 'reasoning', text: reasoningText }
      if (text !== '') yield { type: 'text', text }
      if (answer.failure) throw answer.failure
    }
    events.end()
    const last = answer.read(events)
    const lastThought = answer.readReasoning()
    if (lastThought !== '') yield { type: 'reasoning', text: lastThought }
    if (last !== '') yield { type: 'text', text: last }
    if (answer.failure) throw answer.failure
  } catch (failure) {
    throw streamFailure(failure, { ...context, hasStarted: answer.hasStarted })
  }
  if (context.signal.aborted) throw streamFailure(context.signal.reason, context)
  const { items, failure } = collectUntilFailure(answer.end(context.host, keepsReasoning))
  yield items
  if (failure) throw failure
}

/** Accumulates an answer, except for its text, which is emitted immediately. */
class OpenAiAnswer {
  hasStarted = false
  /** Error of the last event. */
  failure: unknown = null
  private isDone = false
  private readonly shape = new ChunkShape()
  private readonly calls = createToolCallCollector()
  private readonly usage = createUsageCounter()
  private reasoning = ''
  /** Length of the emitted part. */
  private passed = 0
  private reason: FinishReason | null = null

  constructor(private readonly context: ModelErrorContext) {}

  /** Reads complete events up to an invalid one. @returns their text */
  read(events: SseEvents): string {
    let text = ''
    const passPlain = (stream: string, index: number): number => {
      const plain = this.shape.read(stream, index)
      text += plain.text
      return plain.end
    }
    try {
      for (;;) {
        if (!this.isDone) events.pass(passPlain)
        const data = events.next()
        if (data === null) return text
        // Reads to the end of the body, so that the connection can be reused.
        this.isDone ||= data === '[DONE]'
        if (!this.isDone) text += this.readEvent(data)
      }
    } catch (failure) {
      this.failure = failure
      return text
    }
  }

  /** @returns the reasoning since the last call */
  readReasoning(): string {
    if (this.passed === this.reasoning.length) return ''
    const thought = this.reasoning.slice(this.passed)
    this.passed = this.reasoning.length
    return thought
  }

  private readEvent(data: string): string {
    const value = readJson(data)
    const plain = plainChunkOf(value)
    const counted = plain === null ? plainCountOf(value) : null
    if (plain === null && counted === null) return this.add(parseValue(OpenAiChunk, value))
    this.hasStarted = true
    if (counted) this.usage.add(counted)
    if (plain === null) return ''
    if (plain.reason) this.reason = toFinishReason(plain.reason)
    else this.shape.learn(data, plain)
    return plain.text
  }

  /** @returns text added by the chunk */
  private add(chunk: OpenAiChunk): string {
    if (chunk.error) throw bodyError(chunk.error, { ...this.context, hasStarted: this.hasStarted })
    this.hasStarted = true
    const counted = tokensOf(chunk)
    if (counted) this.usage.add(counted)
    const choice = chunk.choices?.[0]
    if (choice?.finish_reason) this.reason = toFinishReason(choice.finish_reason)
    if (!choice?.delta) return ''
    const { content, reasoning_content, reasoning, tool_calls: pieces } = choice.delta
    const thought = reasoning_content ?? reasoning
    if (thought) this.reasoning += thought
    for (const { index, id, function: toolCall } of pieces ?? [])
      this.calls.add({ index, id: id ?? '', name: toolCall?.name ?? '', args: toolCall?.arguments ?? '' })
    return content ?? ''
  }

  *end(host: string, keepsReasoning: boolean): Iterable<ModelChunk> {
    const total = this.usage.total()
    if (total) yield total
    if (this.reason === null) throw stoppedInTheMiddle(host)
    const finished = this.calls.finish({ isCut: this.reason === 'length' })
    const signature = keepsReasoning && this.reasoning !== '' ? { signature: signReasoning(this.reasoning) } : {}
    for (const call of finished) yield { type: 'tool-call', call: { ...call, ...signature } }
    yield { type: 'finish', reason: finished.length > 0 ? 'tool-calls' : this.reason }
  }
}
