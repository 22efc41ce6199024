import 'server-only'
import { parseJson } from '@/lib/core/json'
import { ChunkShape } from './chunk-shape'
import { type FinishReason, toFinishReason } from './finish-reason'
import { bodyError, type ModelErrorContext, stoppedInTheMiddle } from './model-error'
import { OpenAiChunk, tokensOf } from './openai-chunk'
import type { ModelChunk } from './provider-client'
import { readSseBatches } from './read-sse'
import { signReasoning } from './reasoning-signature'
import { streamFailure } from './stream-failure'
import { createToolCallCollector } from './tool-call-collector'
import { createUsageCounter } from './usage-counter'

/** A stream of chat completions as our chunks. One that ends without a reason was cut off. @throws AppError MODEL_* */
export async function* readOpenAiStream(
  body: AsyncIterable<Uint8Array>,
  context: ModelErrorContext,
  { keepsReasoning }: { keepsReasoning: boolean },
): AsyncIterable<ModelChunk> {
  const answer = new OpenAiAnswer()
  let isDone = false
  try {
    for await (const events of readSseBatches(body)) {
      // What came together leaves together, also before the failure that came with it.
      let text = ''
      let failure: unknown = null
      for (const data of events) {
        // Read to the end of the body, so that its connection can be used again.
        isDone ||= data === '[DONE]'
        if (isDone || failure) break
        failure = answer.read(data, context, (more) => {
          text += more
        })
      }
      if (text !== '') yield { type: 'text', text }
      if (failure) throw failure
    }
  } catch (failure) {
    throw streamFailure(failure, { ...context, hasBegun: answer.hasBegun })
  }
  if (context.signal.aborted) throw streamFailure(context.signal.reason, context)
  yield* answer.end(context.host, keepsReasoning)
}

/** What has come of one answer: all but its text, which leaves as it comes. */
class OpenAiAnswer {
  hasBegun = false
  private readonly shape = new ChunkShape()
  private readonly calls = createToolCallCollector()
  private readonly usage = createUsageCounter()
  private reasoning = ''
  private reason: FinishReason | null = null

  /** @returns what is wrong with the event, or null */
  read(data: string, context: ModelErrorContext, onText: (text: string) => void): unknown {
    try {
      const plain = this.shape.read(data)
      if (plain !== null) {
        this.hasBegun = true
        if (plain !== '') onText(plain)
        return null
      }
      const chunk = parseJson(OpenAiChunk, data)
      if (chunk.error) return bodyError(chunk.error, { ...context, hasBegun: this.hasBegun })
      const text = this.add(chunk)
      if (text !== '') onText(text)
      return null
    } catch (failure) {
      return failure
    }
  }

  /** @returns the text that the chunk adds */
  private add(chunk: OpenAiChunk): string {
    this.hasBegun = true
    const counted = tokensOf(chunk)
    if (counted) this.usage.add(counted)
    const choice = chunk.choices?.[0]
    if (choice?.finish_reason) this.reason = toFinishReason(choice.finish_reason)
    if (!choice?.delta) return ''
    const { content, reasoning_content: thought, tool_calls: pieces } = choice.delta
    if (thought) this.reasoning += thought
    for (const { index, id, function: made } of pieces ?? [])
      this.calls.add({ index, id: id ?? '', name: made?.name ?? '', args: made?.arguments ?? '' })
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
