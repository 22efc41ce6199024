import 'server-only'
import { and, desc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { firstIdAt } from '@/lib/core/new-id'
import { quantileInterval } from '@/lib/core/statistics/quantile-interval'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'
import type { Database } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import type { Figure, ScorecardSubject } from './figure'

const DAYS = 30
const DAY_MS = 86_400_000
const READ = 5_000

/** Availability and p95 of the newest live runs of a version. */
export async function liveFigures(db: Database, { app, versionId, now }: ScorecardSubject): Promise<Figure[]> {
  if (versionId === null) return []
  const rows = await db
    .select({ status: runs.status, durationMs: runs.durationMs })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, app.workspaceId),
        eq(runs.appId, app.id),
        eq(runs.versionId, versionId),
        isNull(runs.shadowOf),
        inArray(runs.status, ['succeeded', 'failed']),
        gt(runs.id, firstIdAt(now.getTime() - DAYS * DAY_MS)),
      ),
    )
    .orderBy(desc(runs.id))
    .limit(READ)
  if (rows.length === 0) return []
  const base = { measuredAt: now.toISOString(), source: { kind: 'runs' as const, days: DAYS }, detail: '' }
  const succeeded = rows.filter(({ status }) => status === 'succeeded')
  const value = succeeded.length / rows.length
  const interval = wilsonInterval(succeeded.length, rows.length)
  const times = succeeded.flatMap(({ durationMs }) => durationMs ?? [])
  const p95 = quantileInterval(times, 0.95)
  return [
    { rule: 'availability', unit: 'share', value, interval, count: rows.length, ...base },
    ...(p95 ? [{ rule: 'p95' as const, unit: 'ms' as const, ...p95, count: times.length, ...base }] : []),
  ]
}
