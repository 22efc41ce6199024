import 'server-only'
import { and, desc, eq, lt } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { listReleases as listContract } from '@/lib/contracts/releases'
import { versions } from '@/lib/db/schema/apps'
import { releases } from '@/lib/db/schema/releases'
import { getAppRow } from '../apps/get-app-row'
import { requireRole, type Verb } from '../context'

/** What was live when and by whom, newest first. */
export const listReleases: Verb<typeof listContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const before = alias(versions, 'before')
  const found = await ctx.db
    .select({ release: releases, number: versions.number, previousNumber: before.number })
    .from(releases)
    .leftJoin(versions, eq(versions.id, releases.versionId))
    .leftJoin(before, eq(before.id, releases.previousVersionId))
    .where(
      and(
        eq(releases.appId, app.id),
        eq(releases.workspaceId, app.workspaceId),
        query.environment === undefined ? undefined : eq(releases.environment, query.environment),
        query.cursor === undefined ? undefined : lt(releases.id, query.cursor),
      ),
    )
    .orderBy(desc(releases.id))
    .limit(query.limit + 1)
  const page = found.slice(0, query.limit)
  return {
    releases: page.map(({ release, number, previousNumber }) => ({
      ...{ id: release.id, environment: release.environment, versionId: release.versionId, versionNumber: number },
      ...{ previousNumber, kind: release.kind, note: release.note, by: release.actorName },
      approvedBy: release.approvedBy,
      createdAt: release.createdAt.toISOString(),
    })),
    nextCursor: found.length > query.limit ? (page.at(-1)?.release.id ?? null) : null,
  }
}
