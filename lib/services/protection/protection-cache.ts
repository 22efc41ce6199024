import 'server-only'
import { and, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { AppLimits, KeyLimits } from '@/lib/contracts/protection'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { apiKeys } from '@/lib/db/schema/apps'
import { instanceSettings } from '@/lib/db/schema/auth'
import { appProtections, blocks, trafficStops } from '@/lib/db/schema/protection'
import { log } from '@/lib/platform/log'
import { perDatabase } from '../per-database'

const REVISION = 'protection-revision'
/** Maximum age of the cached settings: changes of other processes apply within a second. */
const FRESH_MS = 400

/** A recent snapshot of all limits, blocks and stops. */
export interface ProtectionSettings {
  /** Messages by `workspace` or `workspace:app`. */
  stops: ReadonlyMap<string, string>
  /** End times of blocks by `workspace:kind:subject`. */
  blocks: ReadonlyMap<string, number>
  apps: ReadonlyMap<string, AppLimits>
  keys: ReadonlyMap<string, KeyLimits>
}

/**
 * Caches the settings that every public request needs. While requests arrive, one small statement at most every 400 ms
 * checks whether they changed. While the database is unreachable, the last snapshot applies.
 */
export class ProtectionCache {
  private page: ProtectionSettings | null = null
  private revision: string | null = null
  /** Time by the monotonic clock: a wall clock that was set back would hide new blocks and stops for as long. */
  private checkedAtMs = Number.NEGATIVE_INFINITY
  private checking: Promise<ProtectionSettings> | null = null

  constructor(
    private readonly db: Database,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The current snapshot if it is fresh, synchronously. */
  peek(): ProtectionSettings | null {
    return this.page && this.now() - this.checkedAtMs < FRESH_MS ? this.page : null
  }

  async read(): Promise<ProtectionSettings> {
    const cached = this.peek()
    if (cached) return cached
    this.checking ??= this.check().finally(() => {
      this.checking = null
    })
    return this.checking
  }

  /** Called after a change by this process. */
  invalidate(): void {
    this.checkedAtMs = Number.NEGATIVE_INFINITY
  }

  private async check(): Promise<ProtectionSettings> {
    const startedMs = this.now()
    try {
      const revision = await readRevision(this.db)
      if (!this.page || revision !== this.revision) {
        this.page = await readProtection(this.db)
        this.revision = revision
      }
    } catch (cause) {
      if (!this.page) throw cause
      log().warn({ cause }, 'failed to reload limits and blocks')
    }
    this.checkedAtMs = startedMs
    return this.page
  }
}

export const protectionCache = (db: Database): ProtectionCache =>
  perDatabase('protection-book', db, () => new ProtectionCache(db))

/** Part of every transaction that changes these settings: makes all processes reload them. */
export async function invalidateProtection(tx: Transaction): Promise<void> {
  const value = newId()
  await tx
    .insert(instanceSettings)
    .values({ key: REVISION, value })
    .onConflictDoUpdate({ target: instanceSettings.key, set: { value } })
}

async function readRevision(db: Database): Promise<string> {
  const [row] = await db
    .select({ value: instanceSettings.value })
    .from(instanceSettings)
    .where(eq(instanceSettings.key, REVISION))
  return row?.value ?? ''
}

/** Variant for a transaction, which must not wait for another connection: the embedded database has one. */
export const readProtectionWithin = (tx: Transaction): Promise<ProtectionSettings> => readProtection(tx)

async function readProtection(db: Database | Transaction): Promise<ProtectionSettings> {
  const [stops, blocked, apps, keys] = await Promise.all([
    db.select().from(trafficStops),
    db
      .select()
      .from(blocks)
      .where(or(isNull(blocks.expiresAt), gt(blocks.expiresAt, sql`now()`))),
    db.select().from(appProtections),
    db
      .select({ id: apiKeys.id, limits: apiKeys.limits })
      .from(apiKeys)
      .where(and(isNotNull(apiKeys.limits), isNull(apiKeys.revokedAt))),
  ])
  return {
    stops: new Map(stops.map(({ workspaceId, appId, message }) => [stopName(workspaceId, appId), message])),
    blocks: endsOf(blocked),
    apps: new Map(apps.map(({ appId, limits }) => [appId, limits])),
    keys: new Map(keys.flatMap(({ id, limits }) => (limits ? [[id, limits] as const] : []))),
  }
}

/** Of two blocks of the same subject, the longer one applies. */
function endsOf(rows: readonly (typeof blocks.$inferSelect)[]): Map<string, number> {
  const ends = new Map<string, number>()
  for (const { workspaceId, kind, subject, expiresAt } of rows) {
    const name = blockName(workspaceId, kind, subject)
    ends.set(name, Math.max(ends.get(name) ?? 0, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY))
  }
  return ends
}

export const stopName = (workspaceId: string, appId: string): string =>
  appId === '' ? workspaceId : `${workspaceId}:${appId}`

export const blockName = (workspaceId: string, kind: string, subject: string): string =>
  `${workspaceId}:${kind}:${subject}`
