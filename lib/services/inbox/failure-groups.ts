import 'server-only'
import { createHash } from 'node:crypto'
import { and, desc, eq, gte, isNull, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FailureGroup } from '@/lib/contracts/inbox'
import { ERROR_CODES } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { runs } from '@/lib/db/schema/runs'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'

const DAYS = 7
const MAX_RUNS = 2_000

const Code = z.enum(ERROR_CODES).catch('INTERNAL')

/**
 * Failed runs of published apps in the last days, by app and error, newest first. `seen` holds the time when each item
 * was seen.
 */
export async function failureGroups(
  db: Database,
  workspaceId: string,
  { seen, now }: { seen: ReadonlyMap<string, Date>; now: Date },
): Promise<Omit<FailureGroup, 'connection'>[]> {
  const failed = db
    .select({
      id: runs.id,
      appId: runs.appId,
      errorCode: runs.errorCode,
      error: message,
      errorRef: runs.errorRef,
      endedAt,
    })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.status, 'failed'),
        isNull(runs.shadowOf),
        // Draft runs fail in front of the person who started them in the studio.
        ne(runs.origin, 'studio'),
        // Ids are ordered by time and indexed.
        gte(runs.id, firstIdOf(new Date(now.getTime() - DAYS * 86_400_000))),
      ),
    )
    .orderBy(desc(runs.id))
    .limit(MAX_RUNS)
    .as('failed')
  const rows = await db
    .select({
      appId: failed.appId,
      appName: apps.name,
      code: failed.errorCode,
      message: failed.error,
      errorRef: sql<ProblemRef | null>`(array_agg(${failed.errorRef} order by ${failed.id} desc))[1]`,
      count: sql<number>`count(*)::int`,
      firstAt: sql`min(${failed.endedAt})`.mapWith(runs.createdAt),
      lastAt: sql`max(${failed.endedAt})`.mapWith(runs.createdAt),
      lastRunId: sql<string>`(array_agg(${failed.id} order by ${failed.id} desc))[1]`,
    })
    .from(failed)
    .innerJoin(apps, and(eq(apps.id, failed.appId), eq(apps.workspaceId, workspaceId)))
    .groupBy(failed.appId, apps.name, failed.errorCode, failed.error)
    .orderBy(sql`max(${failed.endedAt}) desc`)
  return rows.map((row) => {
    const item = `failure:${row.appId}:${hash(`${row.code}|${row.message}`)}`
    const seenAt = seen.get(item)
    return {
      item,
      app: { id: row.appId, name: row.appName },
      code: Code.parse(row.code),
      message: row.message,
      errorRef: row.errorRef,
      count: row.count,
      firstAt: row.firstAt.toISOString(),
      lastAt: row.lastAt.toISOString(),
      lastRunId: row.lastRunId,
      isSeen: seenAt !== undefined && seenAt >= row.lastAt,
    }
  })
}

const message = sql<string>`left(coalesce(${runs.error}, ''), 300)`.as('error')
const endedAt = sql`coalesce(${runs.endedAt}, ${runs.createdAt})`.mapWith(runs.createdAt).as('ended_at')

/** The lowest UUIDv7 of a time. */
function firstIdOf(date: Date): string {
  const hex = date.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 24)
