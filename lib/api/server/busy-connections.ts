import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { z } from 'zod'

const INTERVAL_MS = 250
/** Requests per interval that make a connection busy. Others, such as browsers and probes, cost little anywhere. */
const BUSY_REQUESTS = 2
/** Clients send a body up to this size with the headers, before they wait for an acknowledgement. */
const SMALL_BODY_BYTES = 8_192

const FromParent = z.object({ close: z.int().positive() })

type ConnectionRequest = Pick<IncomingMessage, 'socket' | 'headers'>
type Answering = Pick<ServerResponse, 'shouldKeepAlive' | 'socket'>

/** A process started with a channel to its parent: `process` itself. */
interface Child {
  on(event: 'message' | 'disconnect', listener: (message: unknown) => void): unknown
  send?(message: unknown, callback: () => void): boolean
}

/**
 * Counts kept-alive connections with frequent requests, and closes some for rebalancing. Processes
 * that share a port report to their parent, which evens them out (scripts/server/balance.mjs).
 */
export class BusyConnections {
  readonly #uses = new WeakMap<Socket, { interval: number; requests: number; isClosing: boolean }>()
  #interval = 0
  #busy = 0
  #closing = 0

  /**
   * Called for each request before it is handled. A closed connection gets `Connection: close` in
   * its response and reconnects (RFC 9112 §9.6), unaffected by other requests. @returns false for
   * requests after the connection's last response: they must not be handled, since the client
   * repeats them
   */
  onRequest({ socket, headers }: ConnectionRequest, response: Answering): boolean {
    let use = this.#uses.get(socket)
    if (!use) {
      use = { interval: this.#interval, requests: 0, isClosing: false }
      this.#uses.set(socket, use)
    }
    if (use.isClosing) return false
    if (use.interval !== this.#interval) {
      use.interval = this.#interval
      use.requests = 0
    }
    use.requests += 1
    if (use.requests === BUSY_REQUESTS) this.#busy += 1
    if (this.#closing === 0 || use.requests < BUSY_REQUESTS || !mayClose(headers, response)) return true
    response.shouldKeepAlive = false
    use.isClosing = true
    this.#closing -= 1
    this.#busy -= 1
    return true
  }

  /** Closes this many busy connections during the interval. */
  closeSome(count: number): void {
    this.#closing = count
  }

  /** @returns number of busy connections in the ended interval */
  nextInterval(): number {
    const busyNow = this.#busy
    this.#interval += 1
    this.#busy = 0
    this.#closing = 0
    return busyNow
  }

  /** Reports only while connections are busy. Ends with the channel, after which connections stay where they are. */
  report(child: Child): void {
    let last = 0
    const timer = setInterval(() => {
      const busyConnections = this.nextInterval()
      // A missing parent is not an error.
      if (busyConnections > 0 || last > 0) child.send?.({ busyConnections }, () => {})
      last = busyConnections
    }, INTERVAL_MS).unref()
    child.on('message', (message) => {
      const parsed = FromParent.safeParse(message)
      if (parsed.success) this.closeSome(parsed.data.close)
    })
    child.on('disconnect', () => clearInterval(timer))
  }
}

/**
 * False while an earlier response is open, because the client would wait for it. Also false while a body may
 * be in transit: closing the connection before it is read would lose the response.
 */
const mayClose = (headers: IncomingMessage['headers'], { shouldKeepAlive, socket }: Answering): boolean =>
  shouldKeepAlive &&
  socket !== null &&
  headers['transfer-encoding'] === undefined &&
  Number(headers['content-length'] ?? 0) <= SMALL_BODY_BYTES
