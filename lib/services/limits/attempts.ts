import 'server-only'
import { createHash } from 'node:crypto'
import { singleton } from '@/lib/platform/singleton'
import { TokenBuckets } from '@/lib/platform/token-buckets'
import type { System } from '../system'
import { SharedBuckets } from './shared-buckets'

/**
 * Attempts per minute: enough for an office whose people all sign in from one address in the morning, but not for
 * guessing the passwords of many accounts.
 */
const PER_MINUTE = {
  password: 10,
  'known-browser': 10,
  account: 100,
  address: 30,
  'approval-link': 30,
  'sign-in-code': 30,
} as const

/**
 * Counts an attempt over all processes: in the database where there can be several, otherwise in memory. The tried
 * value is stored as a hash only.
 * @throws RATE_LIMITED
 */
export async function countAttempt(
  system: Pick<System, 'db' | 'databaseKind'>,
  kind: keyof typeof PER_MINUTE,
  key: string,
): Promise<void> {
  const perMinute = PER_MINUTE[kind]
  const buckets = singleton(`${kind}-tries`, () =>
    system.databaseKind === 'postgres'
      ? new SharedBuckets(system.db, `${kind}-tries`, perMinute)
      : new TokenBuckets(perMinute),
  )
  await buckets.take(createHash('sha256').update(key).digest('base64url'))
}
