import 'server-only'
import { createHash } from 'node:crypto'
import { MAX_CONCURRENCY_KEY } from '@/lib/contracts/shared'
import type { Json } from '@/lib/core/json'
import { storable } from '@/lib/core/storable'

/**
 * The concurrency key from a value of a message or a row. Null if the value is not suitable: the run then waits for no
 * other one.
 */
export function concurrencyKeyOf(value: Json | undefined): string | null {
  if (value === undefined || value === null || typeof value === 'object') return null
  const key = storable(String(value)).trim()
  if (key === '') return null
  return key.length <= MAX_CONCURRENCY_KEY ? key : createHash('sha256').update(key).digest('hex')
}
