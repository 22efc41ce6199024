import 'server-only'
import type { Database } from '@/lib/db/database'
import { type RejectedCaller, rejectionOf } from './rejection'
import { rejectionLedger } from './rejection-ledger'

/** Counts an error if it rejected a caller; ignores all other errors. */
export function recordRejection(db: Database, error: unknown, caller: RejectedCaller): void {
  const rejection = rejectionOf(error)
  if (rejection) rejectionLedger(db).add({ kind: rejection.kind, caller: { ...caller, ...rejection.caller } })
}
