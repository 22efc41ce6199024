import { AppError } from '@/lib/core/app-error'
import type { Usage } from '@/lib/engine/events'
import type { ChatChunk } from '@/lib/engine/model-requests'
import type { CallRecord } from './gateway-services'
import { ReaderLeft } from './reader-left'

type Measured = Pick<
  CallRecord,
  | 'outcome'
  | 'errorCode'
  | 'inputTokens'
  | 'cachedInputTokens'
  | 'outputTokens'
  | 'costMicros'
  | 'estimated'
  | 'firstTokenMs'
  | 'durationMs'
>

/** Measures one call: time to first token, usage and outcome. */
export class CallMeter {
  private readonly startedAt = performance.now()
  private firstTokenMs: number | null = null
  private usage: Usage | null = null
  /** Default for a reader that leaves early. */
  private outcome: CallRecord['outcome'] = 'cancelled'
  private errorCode: string | null = null
  private isWhole = false

  /** Marks a non-streaming response, whose first token does not measure the model's speed. */
  expectWhole(): void {
    this.isWhole = true
  }

  see(chunk: ChatChunk): void {
    if (chunk.type === 'usage') this.usage = chunk.usage
    else if (chunk.type === 'text' || chunk.type === 'tool-call') this.firstTokenMs ??= this.elapsedMs()
    // A reader may stop at the last chunk.
    else if (chunk.type === 'finish') this.outcome = 'ok'
  }

  end(outcome: CallRecord['outcome']): void {
    this.outcome = outcome
  }

  fail(error: unknown, signal: AbortSignal): void {
    if (error instanceof ReaderLeft) return
    this.outcome = signal.aborted ? 'cancelled' : 'failed'
    this.errorCode = AppError.isInstance(error) ? error.code : 'INTERNAL'
  }

  record(): Measured {
    return {
      outcome: this.outcome,
      errorCode: this.errorCode,
      inputTokens: this.usage?.inputTokens ?? 0,
      cachedInputTokens: this.usage?.cachedInputTokens ?? 0,
      outputTokens: this.usage?.outputTokens ?? 0,
      // No response, no cost; a complete response without a price has an unknown cost.
      costMicros: this.usage ? this.usage.costMicros : this.outcome === 'ok' ? null : 0,
      estimated: this.usage?.estimated ?? false,
      firstTokenMs: this.isWhole ? null : this.firstTokenMs,
      durationMs: this.elapsedMs(),
    }
  }

  private elapsedMs(): number {
    return performance.now() - this.startedAt
  }
}
