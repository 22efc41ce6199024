import 'server-only'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { problem } from '@/lib/messages/problems/problem'
import { distFile } from '@/lib/platform/paths'
import { YOUNG_LIMIT } from '@/lib/platform/thread-memory'
import { ConnectionQueue } from './connection-queue'
import type { QueryResult, WorkerCommand, WorkerResponse } from './embedded-protocol'

interface QueryOptions {
  rowMode?: 'array' | 'object'
  /** Drizzle passes parsers that return the text unchanged; only their type ids are sent to the worker. */
  parsers?: Record<number, unknown>
}

/** Runs statements: the client, or one of its transactions. */
export interface EmbeddedSession {
  query(sql: string, params?: unknown[], options?: QueryOptions): Promise<QueryResult>
  exec(sql: string): Promise<QueryResult[]>
}

/**
 * The embedded database behind a worker thread. It has one connection, so a transaction blocks all other
 * queries. Never await a model or the network inside a transaction, and never use the client inside its own
 * transaction. Background work (`inBackground`) yields to other queries, so it is split into short
 * transactions.
 */
export class EmbeddedClient implements EmbeddedSession {
  readonly #worker: Worker
  readonly #turns = new ConnectionQueue()
  readonly #pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  readonly #listeners = new Map<string, (payload: string) => void>()
  #nextId = 1
  readonly ready: Promise<void>

  /** @param dataDir null for a database in memory, in tests */
  constructor(dataDir: string | null, workerFile: string = distFile('db-pglite.mjs')) {
    this.#worker = new Worker(workerFile, { name: 'database', workerData: { dataDir }, resourceLimits: YOUNG_LIMIT })
    this.ready = new Promise((resolve, reject) => {
      this.#pending.set(0, { resolve: () => resolve(), reject })
    })
    this.#worker.on('message', (response: WorkerResponse) => this.#receive(response))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new AppError('UNAVAILABLE', problem('database.embeddedStopped'))))
  }

  query(sql: string, params: unknown[] = [], options: QueryOptions = {}): Promise<QueryResult> {
    return this.#turns.run(() => this.#raw.query(sql, params, options))
  }

  exec(sql: string): Promise<QueryResult[]> {
    return this.#turns.run(() => this.#raw.exec(sql))
  }

  /** Reserves the connection while `work` runs. */
  exclusive<T>(work: (session: EmbeddedSession) => Promise<T>): Promise<T> {
    return this.#turns.run(() => work(this.#raw))
  }

  transaction<T>(work: (session: EmbeddedSession) => Promise<T>): Promise<T> {
    return this.exclusive(async (session) => {
      await session.exec('BEGIN')
      try {
        const result = await work(session)
        await session.exec('COMMIT')
        return result
      } catch (error) {
        await session.exec('ROLLBACK')
        throw error
      }
    })
  }

  async listen(channel: string, listener: (payload: string) => void): Promise<void> {
    this.#listeners.set(channel, listener)
    await this.#turns.run(() => this.#send({ kind: 'listen', channel }))
  }

  /** The whole database as a gzipped tar archive. */
  async dump(): Promise<Uint8Array> {
    const archive = await this.#turns.run(() => this.#send({ kind: 'dump' }))
    if (!(archive instanceof Uint8Array)) throw internalError('The backup came back empty.')
    return archive
  }

  async close(): Promise<void> {
    await this.#turns.run(() => this.#send({ kind: 'close' }))
    await this.#worker.terminate()
  }

  readonly #raw: EmbeddedSession = {
    query: async (sql, params = [], options = {}) =>
      asQueryResult(
        await this.#send({
          kind: 'query',
          sql,
          params: params.map(toOwnBuffer),
          rowMode: options.rowMode ?? 'object',
          textTypes: Object.keys(options.parsers ?? {}).map(Number),
        }),
      ),
    exec: async (sql) => asQueryResults(await this.#send({ kind: 'exec', sql })),
  }

  #send(command: WorkerCommand): Promise<unknown> {
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#worker.postMessage({ id, ...command })
    })
  }

  #receive(response: WorkerResponse): void {
    if (response.id === -1) {
      if (response.ok) this.#notify(response.result)
      return
    }
    const waiting = this.#pending.get(response.id)
    this.#pending.delete(response.id)
    if (response.ok) waiting?.resolve(response.result)
    else waiting?.reject(Object.assign(new Error(response.error.message), response.error))
  }

  #notify(result: unknown): void {
    const { channel, payload } = asNotification(result)
    this.#listeners.get(channel)?.(payload)
  }

  #fail(error: unknown): void {
    for (const waiting of this.#pending.values()) waiting.reject(error)
    this.#pending.clear()
  }
}

/**
 * Copies a view into its own buffer, because posting a view copies its whole underlying buffer to the other
 * thread. An embedding batch or a cache returns ten token sketches of 60 kB as views of buffers of megabytes:
 * posting those took longer than storing the sketches.
 */
function toOwnBuffer(value: unknown): unknown {
  return value instanceof Uint8Array && value.byteLength < value.buffer.byteLength ? Uint8Array.from(value) : value
}

// Safe: the worker is our own file, built from the same protocol.
const asQueryResult = (value: unknown) => value as QueryResult
const asQueryResults = (value: unknown) => value as QueryResult[]
const asNotification = (value: unknown) => value as { channel: string; payload: string }
