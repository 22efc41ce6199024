import 'server-only'
import { and, count, desc, eq, gte, ilike, isNotNull, lt } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import { failureOf } from '@/lib/services/runs/to-public-run'
import type { System } from '@/lib/services/system'
import { isPublicIn } from './find-run'
import type { RunListBackend } from './run-types'

/**
 * Lists the runs that API keys started of an app in its environment, without their texts. Excludes visitors' runs: with
 * the name that a browser chose, a caller could impersonate its visitor.
 */
export function publicRunList({ db }: Pick<System, 'db'>): RunListBackend {
  return {
    listRuns: async ({ app, page, limit, status, keyword, from, before, endUser }) => {
      const pattern = keyword === undefined ? undefined : `%${keyword.replace(/[\\%_]/g, '\\$&')}%`
      const ofCaller = and(
        eq(runs.workspaceId, app.workspaceId),
        eq(runs.appId, app.appId),
        isPublicIn(app),
        isNotNull(runs.keyId),
        status === undefined ? undefined : eq(runs.status, status),
        endUser === undefined ? undefined : eq(runs.endUser, endUser),
        from === undefined ? undefined : gte(runs.createdAt, from),
        before === undefined ? undefined : lt(runs.createdAt, before),
        pattern === undefined ? undefined : ilike(runs.preview, pattern),
      )
      const [{ total } = { total: 0 }] = await db.select({ total: count() }).from(runs).where(ofCaller)
      const found = await db
        .select({
          runId: runs.id,
          version: runs.versionNumber,
          status: runs.status,
          errorCode: runs.errorCode,
          error: runs.error,
          errorRef: runs.errorRef,
          endUser: runs.endUser,
          inputTokens: runs.inputTokens,
          outputTokens: runs.outputTokens,
          createdAt: runs.createdAt,
          endedAt: runs.endedAt,
        })
        .from(runs)
        .where(ofCaller)
        .orderBy(desc(runs.id))
        .limit(limit)
        .offset((page - 1) * limit)
      return {
        runs: found.map(({ errorCode, errorRef, error, ...head }) => ({
          ...head,
          error: failureOf({ error, errorCode, errorRef }),
        })),
        total,
      }
    },
  }
}
