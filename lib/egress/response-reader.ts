import 'server-only'
import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** Bytes buffered for a slow reader before the socket is paused. */
const MAX_WAITING = 256 * 1024

export interface AnswerHead {
  status: number
  headers: IncomingHttpHeaders
}

/**
 * Reads one response from undici's dispatcher as it arrives. The web streams of `fetch` would cost more than the rest
 * of a short call. Returns everything that arrived since the last read in one piece. Supports one reader.
 */
export class ResponseReader implements Dispatcher.DispatchHandler, AsyncIterableIterator<Uint8Array> {
  readonly head = Promise.withResolvers<AnswerHead>()
  #pieces: Buffer[] = []
  #waiting = 0
  #isOver = false
  #failure: unknown = null
  #stoppedBy: Error | null = null
  #controller: Dispatcher.DispatchController | null = null
  /** The reader waiting for the next piece. */
  #reader: PromiseWithResolvers<Piece> | null = null
  #isPlanned = false

  /**
   * @param onSent called when the request is sent over an established connection
   * @param onHead may reject the response by throwing
   * @param onOver called once, however the call ends
   */
  constructor(
    private readonly onSent: () => void,
    private readonly onHead: (head: AnswerHead) => void,
    private readonly onOver: () => void,
  ) {}

  /** Ends the call and its connection; the reader receives this reason. */
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
    this.abort(new AppError('EGRESS_BLOCKED', problem('egress.protocolChange')))
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // The headers are already parsed. Keeping the raw ones would retain the whole socket read for as long as the
    // response lasts.
    controller.rawHeaders = null
    // Informational responses such as 103.
    if (status < 200) return
    try {
      const head = { status, headers }
      this.onHead(head)
      this.head.resolve(head)
    } catch (rejection) {
      this.abort(rejection)
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

  /** The unread remainder, if the response is complete; null if it is incomplete or failed. */
  takeAll(): Buffer | null {
    return this.#isOver && this.#failure === null ? this.#drain() : null
  }

  /** A reader that stops early closes the connection. */
  async return(): Promise<Piece> {
    this.abort(new Error('The reader stopped reading.'))
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Null if nothing has arrived yet, or the response failed. */
  #ready(): Piece | null {
    if (this.#waiting > 0) return { done: false, value: this.#drain() }
    return this.#isOver && this.#failure === null ? { done: true, value: undefined } : null
  }

  #drain(): Buffer {
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
      // A reader whose call was stopped gets the failure, not the rest of the data.
      if (this.#stoppedBy) this.#drain()
      this.head.reject(failure)
      // The head's consumer handles this rejection; a body reader receives the failure from `next`.
      this.head.promise.catch(() => {})
    }
    this.onOver()
    this.#notify()
  }

  /** Runs once everything from the same socket read has arrived. */
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
