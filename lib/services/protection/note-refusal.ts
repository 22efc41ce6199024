import 'server-only'
import type { Database } from '@/lib/db/database'
import { type RefusedCaller, refusalOf } from './refusal'
import { refusalLedger } from './refusal-ledger'

/** Counts an error if it rejected a caller; ignores all other errors. */
export function noteRefusal(db: Database, error: unknown, caller: RefusedCaller): void {
  const refusal = refusalOf(error)
  if (refusal) refusalLedger(db).add({ kind: refusal.kind, caller: { ...caller, ...refusal.caller } })
}
