import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { z } from 'zod'

/** A quarter of a second. */
const INTERVAL_MS = 250
/** Within an interval. One that asks less often costs little wherever it is, such as a browser's or a probe's. */
const BUSY_REQUESTS = 2
/** Comes with its head in what a client sends before it waits for the first acknowledgement. */
const SMALL_BODY_BYTES = 8_192

const FromParent = z.object({ letGo: z.int().positive() })

type Asking = Pick<IncomingMessage, 'socket' | 'headers'>
type Answering = Pick<ServerResponse, 'shouldKeepAlive' | 'socket'>

/** A process that was started with a channel to its parent: `process` itself. */
interface Child {
  on(event: 'message' | 'disconnect', listener: (message: unknown) => void): unknown
  send?(message: unknown, callback: () => void): boolean
}

/**
 * How many kept connections ask again and again, and which of them are to be dealt anew. Of several processes behind one
 * port each tells its parent, which keeps them even (scripts/balance.mjs).
 */
export class BusyConnections {
  readonly #asked = new WeakMap<Socket, { interval: number; requests: number; isLetGo: boolean }>()
  #interval = 0
  #busy = 0
  #letGo = 0

  /**
   * For each request, before it is handled. Whoever is let go reads `Connection: close` in the answer and connects again
   * (RFC 9112 §9.6); what is under way at other connections goes on.
   * @returns false for what came behind the last request that its connection answers: it must not be handled, since its
   * sender asks again
   */
  onRequest({ socket, headers }: Asking, response: Answering): boolean {
    let asked = this.#asked.get(socket)
    if (!asked) {
      asked = { interval: this.#interval, requests: 0, isLetGo: false }
      this.#asked.set(socket, asked)
    }
    if (asked.isLetGo) return false
    if (asked.interval !== this.#interval) {
      asked.interval = this.#interval
      asked.requests = 0
    }
    asked.requests += 1
    if (asked.requests === BUSY_REQUESTS) this.#busy += 1
    if (this.#letGo === 0 || asked.requests < BUSY_REQUESTS || !mayClose(headers, response)) return true
    response.shouldKeepAlive = false
    asked.isLetGo = true
    this.#letGo -= 1
    this.#busy -= 1
    return true
  }

  /** So many of the busy ones, as long as the interval lasts. */
  letGo(count: number): void {
    this.#letGo = count
  }

  /** @returns how many were busy in the interval that ends here */
  nextInterval(): number {
    const busy = this.#busy
    this.#interval += 1
    this.#busy = 0
    this.#letGo = 0
    return busy
  }

  /** Nothing is said as long as none is busy. Ends with the channel, without which connections stay where they are. */
  report(child: Child): void {
    let last = 0
    const timer = setInterval(() => {
      const busyConnections = this.nextInterval()
      // A parent that is gone is no failure of ours.
      if (busyConnections > 0 || last > 0) child.send?.({ busyConnections }, () => {})
      last = busyConnections
    }, INTERVAL_MS).unref()
    child.on('message', (message) => {
      const parsed = FromParent.safeParse(message)
      if (parsed.success) this.letGo(parsed.data.letGo)
    })
    child.on('disconnect', () => clearInterval(timer))
  }
}

/**
 * Not while an earlier answer is open, behind which this one waits for the socket, nor while a body may be on its way: to
 * close before it was read takes the answer along.
 */
const mayClose = (headers: IncomingMessage['headers'], { shouldKeepAlive, socket }: Answering): boolean =>
  shouldKeepAlive &&
  socket !== null &&
  headers['transfer-encoding'] === undefined &&
  Number(headers['content-length'] ?? 0) <= SMALL_BODY_BYTES
