import 'server-only'
import type { RejectionKind } from '@/lib/contracts/protection'
import { Id } from '@/lib/core/ids'
import type { Database } from '@/lib/db/database'
import type { RateState } from '@/lib/platform/rate-state'
import { TokenBuckets } from '@/lib/platform/token-buckets'
import { ConcurrencyGate } from '@/lib/services/limits/concurrency-gate'
import { SharedBuckets } from '@/lib/services/limits/shared-buckets'
import { SharedGate } from '@/lib/services/limits/shared-gate'
import { instanceLimits, type PublicLimits } from '@/lib/services/protection/default-limits'
import type { ProtectionSettings } from '@/lib/services/protection/protection-cache'
import { protectionCache } from '@/lib/services/protection/protection-cache'
import { type RejectedCaller, withRejection } from '@/lib/services/protection/rejection'
import { startLimits } from '@/lib/services/protection/start-limits'
import type { System } from '@/lib/services/system'

interface Buckets {
  readonly perMinute: number
  /** @throws AppError RATE_LIMITED with the seconds to wait. */
  take(key: string, perMinute?: number): RateState | Promise<RateState>
}

interface Gate {
  /** @throws AppError RATE_LIMITED */
  enter(key: string, limit?: number): (() => void) | Promise<() => void>
}

interface LimitParts {
  keys: Buckets
  apps: Buckets
  addresses: Buckets
  runs: Gate
  streams: ConcurrencyGate
}

/** Limits of the instance, or overrides of an app or key. All throw RATE_LIMITED with the affected caller. */
export interface PublicLimiter {
  keys: { take(keyId: string): RateState | Promise<RateState> }
  apps: { take(key: string): RateState | Promise<RateState> }
  /** @param appId app whose override applies to its visitors. */
  addresses: { take(key: string, appId?: string): RateState | Promise<RateState> }
  runs: { enter(appId: string): (() => void) | Promise<() => void> }
  /** Counted in this process, which holds the streams. */
  streams: { enter(address: string): (() => void) | Promise<() => void> }
}

type ReadSettings = () => ProtectionSettings | Promise<ProtectionSettings>
const NO_SETTINGS: ProtectionSettings = { stops: new Map(), blocks: new Map(), apps: new Map(), keys: new Map() }

/** Slots of this process, shared by runs that start here and runs that are taken over. */
export function processLimiter(
  system: Pick<System, 'db' | 'databaseKind'>,
  limits: PublicLimits = instanceLimits(),
): PublicLimiter {
  const { db, databaseKind } = system
  const shared = startLimits(system)
  return databaseKind === 'postgres'
    ? createSharedLimiter(db, limits, shared)
    : createPublicLimiter(limits, Date.now, db, shared)
}

/** Counted in the database, for any number of processes. */
export function createSharedLimiter(
  db: Database,
  limits: PublicLimits,
  { apps, appRuns }: Partial<ProcessLimits> = {},
): PublicLimiter {
  const parts = {
    keys: new SharedBuckets(db, 'key', limits.perKeyPerMinute),
    apps: withDefault(apps ?? new SharedBuckets(db, 'app', limits.perAppPerMinute), limits.perAppPerMinute),
    addresses: new SharedBuckets(db, 'address', limits.perAddressPerMinute),
    runs: appRuns ?? new SharedGate(db, 'runs', limits.concurrentPerApp),
    streams: new ConcurrencyGate(limits.streamsPerAddress),
  }
  return limiterOf(parts, settingsReader(db))
}

/** Counted in memory: exact and free with a single process. */
export function createPublicLimiter(
  limits: PublicLimits,
  now: () => number = Date.now,
  db?: Database,
  { apps, appRuns }: Partial<ProcessLimits> = {},
): PublicLimiter {
  const parts = {
    keys: new TokenBuckets(limits.perKeyPerMinute, now),
    apps: withDefault(apps ?? new TokenBuckets(limits.perAppPerMinute, now), limits.perAppPerMinute),
    addresses: new TokenBuckets(limits.perAddressPerMinute, now),
    runs: appRuns ?? new ConcurrencyGate(limits.concurrentPerApp),
    streams: new ConcurrencyGate(limits.streamsPerAddress),
  }
  return limiterOf(parts, db ? settingsReader(db) : () => NO_SETTINGS)
}

/** Counters also used by runs started elsewhere: rows of visitors' batches count as requests of the app. */
interface ProcessLimits {
  apps: Buckets
  appRuns: Gate
}

const withDefault = (buckets: Buckets, perMinute: number): Buckets => ({
  perMinute,
  take: (key, limit = perMinute) => buckets.take(key, limit),
})

function settingsReader(db: Database): ReadSettings {
  const cache = protectionCache(db)
  return () => cache.peek() ?? cache.read()
}

function limiterOf(parts: LimitParts, readSettings: ReadSettings): PublicLimiter {
  const withSettings = async <T>(work: (settings: ProtectionSettings) => Promise<T>): Promise<T> =>
    work(await readSettings())
  return {
    keys: {
      take: (keyId) =>
        withSettings((settings) => {
          const limit = settings.keys.get(keyId)?.perMinute ?? undefined
          return withRejection(
            limitReached('rate', () => ({ keyId })),
            () => parts.keys.take(keyId, limit),
          )
        }),
    },
    apps: {
      take: (key) =>
        withSettings((settings) =>
          withRejection(
            limitReached('rate', () => appOf(key)),
            () => parts.apps.take(key, settings.apps.get(key)?.perMinute ?? undefined),
          ),
        ),
    },
    addresses: {
      take: async (key, appId) => {
        const limit =
          appId === undefined ? undefined : ((await readSettings()).apps.get(appId)?.addressPerMinute ?? undefined)
        // An app's override has its own counter: use of other apps does not count.
        const name = limit === undefined ? key : `${key}:${appId}`
        return withRejection(
          limitReached('rate', () => (appId === undefined ? {} : { appId })),
          () => parts.addresses.take(name, limit),
        )
      },
    },
    runs: {
      enter: (appId) =>
        withSettings((settings) =>
          withRejection(
            limitReached('place', () => appOf(appId)),
            () => parts.runs.enter(appId, settings.apps.get(appId)?.atOnce ?? undefined),
          ),
        ),
    },
    streams: {
      enter: (address) =>
        withRejection(
          limitReached('place', () => ({ address })),
          () => parts.streams.enter(address),
        ),
    },
  }
}

const limitReached = (kind: RejectionKind, callerOf: () => RejectedCaller) => () => ({ kind, caller: callerOf() })

/** Counters may have a prefix, such as `feedback:<app>`. */
function appOf(key: string): RejectedCaller {
  const appId = key.slice(key.lastIndexOf(':') + 1)
  return Id.safeParse(appId).success && !key.startsWith('model:') ? { appId } : {}
}
