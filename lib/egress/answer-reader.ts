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
  #pieces: Buffer[] = []
  #waiting = 0
  #isOver = false
  #failure: unknown = null
  #stoppedBy: Error | null = null
  #controller: Dispatcher.DispatchController | null = null
  /** Who waits for the next piece. */
  #reader: PromiseWithResolvers<Piece> | null = null
  #isPlanned = false

  /**
   * @param onSent called when the request goes out, over a connection that is there
   * @param onHead may refuse the answer by throwing
   * @param onOver called once, however it ends
   */
  constructor(
    private readonly onSent: () => void,
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
    else this.onSent()
  }

  onRequestUpgrade(): void {
    this.abort(new AppError('EGRESS_BLOCKED', 'The service tried to change the protocol.'))
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // They were read by now, and would be held, with all that came in the same read, as long as the answer lasts.
    controller.rawHeaders = null
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

  /** Not async: thousands of streams wait here at a time, each with no more than this promise. */
  next(): Promise<Piece> {
    const ready = this.#ready()
    if (ready) return Promise.resolve(ready)
    if (this.#failure !== null) return Promise.reject(this.#failure)
    this.#reader = Promise.withResolvers()
    return this.#reader.promise
  }

  /** All that was not read yet, where the end is there too; null: something is still to come, or it failed. */
  takeAll(): Buffer | null {
    return this.#isOver && this.#failure === null ? this.#take() : null
  }

  /** A reader that leaves early closes the connection. */
  async return(): Promise<Piece> {
    this.abort(new Error('The reader stopped reading.'))
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** null: nothing is there yet, or it failed. */
  #ready(): Piece | null {
    if (this.#waiting > 0) return { done: false, value: this.#take() }
    return this.#isOver && this.#failure === null ? { done: true, value: undefined } : null
  }

  #take(): Buffer {
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

  /** When all that came in the same read is here. */
  #notify(): void {
    if (!this.#reader || this.#isPlanned) return
    this.#isPlanned = true
    RESOLVED.then(this.#deliver)
  }

  readonly #deliver = (): void => {
    this.#isPlanned = false
    const reader = this.#reader
    const ready = this.#ready()
    if (!reader || (!ready && this.#failure === null)) return
    this.#reader = null
    if (ready) reader.resolve(ready)
    else reader.reject(this.#failure)
  }
}

type Piece = IteratorResult<Uint8Array, undefined>
const RESOLVED = Promise.resolve()
