import 'server-only'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { threadLimits, usedBytes, watchMemory } from '@/lib/platform/thread-memory'
import { watchTime } from '@/lib/platform/thread-time'
import { ParserProgress, ParserReply, type ParserRequest } from './parser-protocol'

/** Share of the memory limit up to which a thread is reused. */
const SHARE_KEPT = 0.1875
const MB = 1024 * 1024

export interface SendOptions {
  signal: AbortSignal | undefined
  /** Processor time (`watchTime`). */
  timeoutMs: number
  /** Transferred buffers, no longer usable by the caller. */
  given?: readonly Uint8Array[]
  /** Share of the document that is read. */
  onProgress?: ((share: number) => void) | undefined
}

/** A parser thread with a memory limit. It must be terminated after anything but a reply. */
export class ParserThread {
  lastRequestId = 0
  readonly #worker: Worker
  readonly #memoryMb: number

  constructor({ entry, memoryMb }: { entry: URL; memoryMb: number }) {
    this.#memoryMb = memoryMb
    this.#worker = new Worker(entry, { name: 'parser', resourceLimits: threadLimits(memoryMb), env: {} })
  }

  async send(request: ParserRequest, { signal, timeoutMs, given = [], onProgress }: SendOptions): Promise<ParserReply> {
    this.lastRequestId += 1
    const worker = this.#worker
    const { promise, resolve, reject } = Promise.withResolvers<ParserReply>()
    const onMessage = (message: unknown) => {
      const progress = ParserProgress.safeParse(message)
      if (progress.success) return onProgress?.(progress.data.progress)
      const parsed = ParserReply.safeParse(message)
      if (parsed.success) resolve(parsed.data)
      else reject(this.#crashed(parsed.error))
    }
    const onError = (cause: unknown) => reject(this.#crashed(cause))
    const onExit = (code: number) => reject(this.#crashed(new Error(`The parser thread exited with code ${code}.`)))
    const onAbort = () => reject(signal?.reason)
    worker.ref()
    worker.on('message', onMessage).once('error', onError).once('exit', onExit)
    signal?.addEventListener('abort', onAbort, { once: true })
    const endTime = watchTime(worker, timeoutMs, () => reject(tooSlow(timeoutMs)))
    const watch = watchMemory(worker, this.#memoryMb, () => reject(this.#tooLarge()))
    worker.postMessage(request, given.flatMap(movable))
    try {
      return await promise
    } finally {
      endTime()
      clearInterval(watch)
      signal?.removeEventListener('abort', onAbort)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
    }
  }

  /** Whether the thread holds so much memory that it would affect the next document. */
  async isFull(): Promise<boolean> {
    const used = await usedBytes(this.#worker)
    return !used || used.room + used.outside > SHARE_KEPT * this.#memoryMb * MB
  }

  /** An idle thread must not keep the process alive. */
  rest(): void {
    this.#worker.unref()
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #crashed(cause: unknown): AppError {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return this.#tooLarge(cause)
    return new AppError('INVALID_INPUT', problem('documents.unreadable'), { cause })
  }

  #tooLarge(cause?: unknown): AppError {
    return new AppError('TOO_LARGE', problem('documents.tooMuchMemory', { megabytes: this.#memoryMb }), { cause })
  }
}

/** Small Node buffers are slices of a shared pool and cannot be transferred. */
function movable({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
}

function tooSlow(timeoutMs: number): AppError {
  const seconds = Math.round(timeoutMs / 1_000)
  return new AppError('TIMEOUT', problem('documents.timeout', { seconds }))
}
