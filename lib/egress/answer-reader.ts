import 'server-only'
import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { AppError } from '@/lib/core/app-error'

/** Bytes that may wait for a slow reader before the socket is left unread. */
const MAX_WAITING = 256 * 1024

export interface AnswerHead {
  status: number
  headers: IncomingHttpHeaders
}

/**
 * Reads one answer from undici's dispatcher as it comes, without the web streams of `fetch`, which cost more than all
 * else of a short call. What has come since the last read is given in one piece. One reader.
 */
export class AnswerReader implements Dispatcher.DispatchHandler, AsyncIterableIterator<Uint8Array> {
  readonly head = Promise.withResolvers<AnswerHead>()
  #pieces: Uint8Array[] = []
  #waiting = 0
  #isOver = false
  #failure: unknown = null
  #stoppedBy: Error | null = null
  #controller: Dispatcher.DispatchController | null = null
  #wake: (() => void) | null = null

  /**
   * @param onHead may refuse the answer by throwing
   * @param onOver called once, however it ends
   */
  constructor(
    private readonly onHead: (head: AnswerHead) => void,
    private readonly onOver: () => void,
  ) {}

  /** Ends the call and its connection with this reason, which its reader gets. */
  abort(reason: unknown): void {
    if (this.#isOver) return
    this.#stoppedBy = reason instanceof Error ? reason : new Error('The call was stopped.', { cause: reason })
    this.#end(reason)
    this.#controller?.abort(this.#stoppedBy)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#stoppedBy) controller.abort(this.#stoppedBy)
  }

  onRequestUpgrade(): void {
    this.abort(new AppError('EGRESS_BLOCKED', 'The service tried to change the protocol.'))
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // What the protocol says before the answer, such as 103.
    if (status < 200) return
    try {
      const head = { status, headers }
      this.onHead(head)
      this.head.resolve(head)
    } catch (refusal) {
      this.abort(refusal)
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#isOver) return
    this.#pieces.push(piece)
    this.#waiting += piece.byteLength
    if (this.#waiting > MAX_WAITING) controller.pause()
    this.#notify()
  }

  onResponseEnd(): void {
    this.#end(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController, failure: Error): void {
    this.#end(failure)
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      if (this.#waiting > 0) return { done: false, value: this.#take() }
      if (this.#failure !== null) throw this.#failure
      if (this.#isOver) return { done: true, value: undefined }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** A reader that leaves early closes the connection. */
  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.abort(new Error('The reader stopped reading.'))
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #take(): Uint8Array {
    const [first] = this.#pieces
    const all = first && this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces)
    this.#pieces = []
    this.#waiting = 0
    this.#controller?.resume()
    return all
  }

  #end(failure: unknown): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#failure = failure
    if (failure !== null) {
      // What had come is of no use to somebody who is told that it failed by being stopped.
      if (this.#stoppedBy) this.#take()
      this.head.reject(failure)
      // Whoever waits for the head has it; whoever reads the body gets it by `next`.
      this.head.promise.catch(() => {})
    }
    this.onOver()
    this.#notify()
  }

  #notify(): void {
    this.#wake?.()
    this.#wake = null
  }
}
