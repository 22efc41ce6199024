import 'server-only'
import { TokenBuckets } from '@/lib/platform/token-buckets'
import { ConcurrencyGate } from '../limits/concurrency-gate'
import { SharedBuckets } from '../limits/shared-buckets'
import { SharedGate } from '../limits/shared-gate'
import { perDatabase } from '../per-database'
import type { System } from '../system'
import { instanceLimits } from './default-limits'

/** The limits that are counted at the start of a public run of any API, and at a takeover. */
export function startLimits({ db, databaseKind }: Pick<System, 'db' | 'databaseKind'>) {
  return perDatabase('start-limits', db, () => {
    const { perAppPerMinute, perEndUserPerMinute, concurrentPerApp, concurrentPerEndUser } = instanceLimits()
    // A key has no concurrency limit unless one is set.
    const unlimited = Number.MAX_SAFE_INTEGER
    if (databaseKind === 'embedded')
      return {
        apps: new TokenBuckets(perAppPerMinute),
        endUsers: new TokenBuckets(perEndUserPerMinute),
        appRuns: new ConcurrencyGate(concurrentPerApp),
        endUserRuns: new ConcurrencyGate(concurrentPerEndUser),
        keyRuns: new ConcurrencyGate(unlimited),
      }
    const appRuns = new SharedGate(db, 'runs', concurrentPerApp)
    const endUserRuns = new SharedGate(db, 'end-user-runs', concurrentPerEndUser)
    const keyRuns = new SharedGate(db, 'key-runs', unlimited)
    for (const gate of [appRuns, endUserRuns, keyRuns]) gate.start()
    return {
      apps: new SharedBuckets(db, 'app', perAppPerMinute),
      endUsers: new SharedBuckets(db, 'end-user', perEndUserPerMinute),
      appRuns,
      endUserRuns,
      keyRuns,
    }
  })
}
