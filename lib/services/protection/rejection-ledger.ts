import 'server-only'
import { lt, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { rejectionCounts } from '@/lib/db/schema/protection'
import { log } from '@/lib/platform/log'
import { perDatabase } from '../per-database'
import type { Rejection } from './rejection'

const FLUSH_MS = 1_000
export const BUCKET_MS = 5 * 60_000
const KEPT_DAYS = 30
/** Maximum number of subjects per flush; beyond it, a flood of made-up names or addresses is counted as one. */
const MAX_SUBJECTS = 300

type CountRow = typeof rejectionCounts.$inferInsert

/**
 * Counts rejections in memory and adds them to five-minute sums once a second: a flood costs one statement instead of a
 * row each.
 */
export class RejectionLedger {
  private counts = new Map<string, CountRow>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private writing: Promise<void> = Promise.resolve()

  constructor(
    private readonly db: Database,
    private readonly now: () => number = Date.now,
  ) {}

  add({ kind, caller }: Rejection): void {
    const { workspaceId, appId = '', keyId = '', endUser = '', address = '' } = caller
    // Ignores requests of no workspace, such as those with invalid keys or to unknown addresses.
    if (workspaceId === undefined) return
    const lastAt = new Date(this.now())
    const date = new Date(Math.floor(lastAt.getTime() / BUCKET_MS) * BUCKET_MS)
    const bucket = { workspaceId, at: date, lastAt, kind, appId, keyId, endUser: endUser.slice(0, 200), address }
    this.count(this.isFullFor(bucket) ? { ...bucket, endUser: '', address: '' } : bucket)
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
    this.timer.unref()
  }

  /** Never throws: entries that could not be written are kept for the next flush. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.writing = this.writing.then(() => this.write())
    return this.writing
  }

  private isFullFor(row: Omit<CountRow, 'count'>): boolean {
    return this.counts.size >= MAX_SUBJECTS && !this.counts.has(nameOf(row))
  }

  private count(row: Omit<CountRow, 'count'>, by = 1): void {
    const name = nameOf(row)
    const counted = this.counts.get(name)
    // Counts kept from a failed flush may be older than the new ones.
    const lastAt = counted?.lastAt && row.lastAt && counted.lastAt > row.lastAt ? counted.lastAt : row.lastAt
    this.counts.set(name, { ...row, lastAt, count: (counted?.count ?? 0) + by })
  }

  private async write(): Promise<void> {
    const counts = this.counts
    if (counts.size === 0) return
    this.counts = new Map()
    // In key order: two processes that update the same rows never deadlock.
    const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
    try {
      await this.db
        .insert(rejectionCounts)
        .values(rows)
        .onConflictDoUpdate({
          target: [
            rejectionCounts.workspaceId,
            rejectionCounts.at,
            rejectionCounts.kind,
            rejectionCounts.appId,
            rejectionCounts.keyId,
            rejectionCounts.endUser,
            rejectionCounts.address,
          ],
          set: {
            count: sql`refusal_counts.count + excluded.count`,
            lastAt: sql`greatest(refusal_counts.last_at, excluded.last_at)`,
          },
        })
    } catch (cause) {
      log().warn({ cause }, 'failed to store rejection counts; will retry')
      // None is lost: beyond the limit of distinguished subjects they are counted as one.
      for (const row of rows) this.count(this.isFullFor(row) ? { ...row, endUser: '', address: '' } : row, row.count)
      this.timer ??= setTimeout(() => void this.flush(), 20 * FLUSH_MS)
      this.timer.unref()
    }
  }
}

export const rejectionLedger = (db: Database): RejectionLedger =>
  perDatabase('refusal-ledger', db, () => new RejectionLedger(db))

export async function pruneRejections(db: Database): Promise<void> {
  await db.delete(rejectionCounts).where(lt(rejectionCounts.at, sql`now() - make_interval(days => ${KEPT_DAYS})`))
}

const nameOf = ({ workspaceId, at, kind, appId, keyId, endUser, address }: Omit<CountRow, 'count'>): string =>
  JSON.stringify([workspaceId, at.getTime(), kind, appId, keyId, endUser, address])
