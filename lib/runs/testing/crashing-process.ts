import 'server-only'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import * as schema from '@/lib/db/schema'
import { dropSingleton } from '@/lib/platform/singleton'
import type { System } from '@/lib/services/system'

/** `before`: the statement never reaches the database. `after`: it is executed, and its result is lost. */
export interface CrashPoint {
  statement: number
  when: 'before' | 'after'
}

export interface CrashingProcess {
  system: System
  /** Resolves at the crash; from then on no statement of the process is executed or answered. */
  crashed: Promise<void>
  statements(): number
}

const PROCESS_STATE = ['process-id', 'event-log', 'run-bus', 'claimed-runs', 'active-runs']
/** A value that was being read at the crash would never arrive for the next process. */
const PROCESS_CACHES = ['model-policies', 'active-budgets', 'routes', 'places', 'model-figures']

function forgetProcess(): void {
  for (const key of [...PROCESS_STATE, ...PROCESS_CACHES]) dropSingleton(key)
}

/**
 * For tests on the embedded database: a new process of the product that is killed at one of its statements. Its pending
 * operations never settle, as in a killed process; the next call creates the next process.
 */
export function crashingProcess(system: System, point: CrashPoint | null): CrashingProcess {
  forgetProcess()
  const crash = Promise.withResolvers<void>()
  let count = 0
  let isGone = false
  const neverSettles = new Promise<never>(() => {})
  const guard = async <T>(execute: () => Promise<T>, orElse: () => Promise<never>): Promise<T> => {
    if (isGone) return orElse()
    count += 1
    const isPoint = count === point?.statement
    const die = () => {
      isGone = true
      forgetProcess()
      crash.resolve()
      return orElse()
    }
    if (isPoint && point.when === 'before') return die()
    const result = await execute()
    return isPoint || isGone ? die() : result
  }
  const guarded = <C extends PGlite | Transaction>(client: C, orElse: () => Promise<never>): C =>
    new Proxy(client, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        if (name === 'query' || name === 'exec')
          return (...args: unknown[]) => guard(async () => value.apply(target, args), orElse)
        if (name === 'transaction') return (work: (tx: Transaction) => Promise<unknown>) => transact(target, work)
        return value.bind(target)
      },
    })
  // The transaction of a killed process is rolled back, and its promise never settles.
  const transact = async (client: unknown, work: (tx: Transaction) => Promise<unknown>) => {
    if (isGone) return neverSettles
    const rollBack = () => Promise.reject(new Error('The process is gone.'))
    const run: unknown = Reflect.get(Object(client), 'transaction')
    if (typeof run !== 'function') throw new Error('no transactions')
    const result: unknown = await run
      .call(client, (tx: Transaction) => work(guarded(tx, rollBack)))
      .catch((error: unknown) => (isGone ? neverSettles : Promise.reject(error)))
    // The commit counts as a statement: its acknowledgement may be lost.
    return guard(
      async () => result,
      () => neverSettles,
    )
  }
  const client: PGlite = Reflect.get(system.db, '$client')
  const db = drizzle({ client: guarded(client, () => neverSettles), schema, casing: 'snake_case' })
  return { system: { ...system, db, storingDb: db }, crashed: crash.promise, statements: () => count }
}
