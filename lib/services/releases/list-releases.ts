import 'server-only'
import { and, desc, eq, lt } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { listReleases as listContract, ReleaseView } from '@/lib/contracts/releases'
import type { Database } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import { releases } from '@/lib/db/schema/releases'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { requireRole, type Verb } from '../context'
import { rolloutPage } from './read-rollouts'
import { versionsToReturnTo } from './return-to-version'

/** The releases and rollouts of the app, newest first. */
export const listReleases: Verb<typeof listContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const page = { ...query, limit: query.limit + 1 }
  const [releasesFound, rolloutsFound] = await Promise.all([
    releasePage(ctx.db, app, page),
    query.only === 'releases' ? [] : rolloutPage(ctx.db, app, page),
  ])
  // Ids are UUIDv7, so both lists are ordered by time.
  const ids = [...releasesFound, ...rolloutsFound]
    .map(({ id }) => id)
    .sort()
    .toReversed()
  const last = ids[query.limit - 1]
  const isShown = ({ id }: { id: string }) => last === undefined || id >= last
  return {
    releases: releasesFound.filter(isShown),
    rollouts: rolloutsFound.filter(isShown),
    nextCursor: ids.length > query.limit ? (last ?? null) : null,
  }
}

async function releasePage(
  db: Database,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  query: { environment?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<ReleaseView[]> {
  const previousVersion = alias(versions, 'before')
  const found = await db
    .select({ release: releases, number: versions.number, previousNumber: previousVersion.number })
    .from(releases)
    .leftJoin(versions, eq(versions.id, releases.versionId))
    .leftJoin(previousVersion, eq(previousVersion.id, releases.previousVersionId))
    .where(
      and(
        eq(releases.appId, app.id),
        eq(releases.workspaceId, app.workspaceId),
        query.environment === undefined ? undefined : eq(releases.environment, query.environment),
        query.cursor === undefined ? undefined : lt(releases.id, query.cursor),
      ),
    )
    .orderBy(desc(releases.id))
    .limit(query.limit)
  const names = [...new Set(found.map(({ release }) => release.environment))]
  const returnable = new Map(
    await Promise.all(names.map(async (name) => [name, await versionsToReturnTo(db, app, name)] as const)),
  )
  return found.map(({ release, number, previousNumber }) => ({
    id: release.id,
    environment: release.environment,
    versionId: release.versionId,
    versionNumber: number,
    previousNumber,
    kind: release.kind,
    note: release.note,
    noteRef: release.noteRef,
    by: release.actorName,
    approvedBy: release.approvedBy,
    canReturn: release.versionId !== null && returnable.get(release.environment)?.has(release.versionId) === true,
    createdAt: release.createdAt.toISOString(),
  }))
}
