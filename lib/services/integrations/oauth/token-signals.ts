import 'server-only'
import type postgres from 'postgres'
import { log } from '@/lib/platform/log'
import { perDatabase } from '../../per-database'
import type { System } from '../../system'

const CHANNEL = 'patchbay_tokens'

/**
 * Notifies the processes of the instance that a connection has a new token, so that those waiting for it continue. This
 * is only a hint: waiters also read the row every second.
 */
export class TokenSignals {
  readonly #waiters = new Map<string, Set<() => void>>()
  #listening: Promise<unknown> | null = null

  /** @param sql null on the embedded database, which has one process */
  constructor(private readonly sql: postgres.Sql | null) {}

  emit(connectionId: string): void {
    this.#wake(connectionId)
    if (!this.sql) return
    this.sql`select pg_notify(${CHANNEL}, ${connectionId})`.catch((cause: unknown) => {
      log().warn({ cause }, 'failed to announce a new token')
    })
  }

  /** Resolves at the next signal, or after `timeoutMs`. */
  async wait(connectionId: string, timeoutMs: number): Promise<void> {
    await this.#listen()
    const waiters = this.#waiters.get(connectionId) ?? new Set()
    this.#waiters.set(connectionId, waiters)
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, timeoutMs)
    waiters.add(resolve)
    await promise
    clearTimeout(timer)
    waiters.delete(resolve)
    if (waiters.size === 0) this.#waiters.delete(connectionId)
  }

  #listen(): Promise<unknown> {
    if (!this.sql) return Promise.resolve()
    this.#listening ??= this.sql.listen(
      CHANNEL,
      (connectionId) => this.#wake(connectionId),
      () => {
        // Signals sent during an outage are lost.
        for (const connectionId of [...this.#waiters.keys()]) this.#wake(connectionId)
      },
    )
    return this.#listening.catch(() => {
      this.#listening = null
    })
  }

  #wake(connectionId: string): void {
    for (const resolve of [...(this.#waiters.get(connectionId) ?? [])]) resolve()
  }
}

export const tokenSignals = ({ db, sql }: Pick<System, 'db' | 'sql'>): TokenSignals =>
  perDatabase('token-signals', db, () => new TokenSignals(sql))
