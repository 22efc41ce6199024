import 'server-only'
import type { Database, Transaction } from '@/lib/db/database'

/** `refused`: nothing reaches the database. `unacknowledged`: the transaction commits, then the connection ends. */
export type TransactionFault = 'refused' | 'unacknowledged' | null

/** For tests: a database with transactions that fail as they do when a connection ends. */
export function faultyDatabase(db: Database, nextFault: () => TransactionFault): Database {
  const transaction = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const fault = nextFault()
    if (fault === 'refused') throw connectionEnded()
    const result = await db.transaction(work)
    if (fault === 'unacknowledged') throw connectionEnded()
    return result
  }
  return new Proxy(db, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name)),
  })
}

const connectionEnded = () => Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' })
