import 'server-only'
import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import type { VersionView } from '@/lib/contracts/versions'
import type { Database } from '@/lib/db/database'
import { environments, versions } from '@/lib/db/schema/apps'
import type { AppRow } from '../apps/get-app-row'
import { versionsToReturnTo } from '../releases/return-to-version'

/** The versions of an app without their graphs, the newest first. */
export async function selectVersions(db: Database, app: Pick<AppRow, 'id' | 'workspaceId'>): Promise<VersionView[]> {
  const found = await db
    .select({
      id: versions.id,
      number: versions.number,
      note: versions.note,
      author: versions.author,
      createdAt: versions.createdAt,
      cause: versions.cause,
      isSound: versions.isSound,
      changes: versions.changes,
    })
    .from(versions)
    .where(and(eq(versions.appId, app.id), eq(versions.workspaceId, app.workspaceId)))
    .orderBy(desc(versions.number))
  const pointers = await db
    .select({ name: environments.name, versionId: environments.versionId })
    .from(environments)
    .where(
      and(
        eq(environments.appId, app.id),
        eq(environments.workspaceId, app.workspaceId),
        isNotNull(environments.versionId),
      ),
    )
    .orderBy(asc(environments.name))
  const onceLive = await versionsToReturnTo(db, app, 'production')
  return found.map(({ createdAt, ...version }) => {
    const names = pointers.filter(({ versionId }) => versionId === version.id).map(({ name }) => name)
    const live = names.includes('production')
    return {
      ...version,
      createdAt: createdAt.toISOString(),
      live,
      wasLive: onceLive.has(version.id),
      environments: names,
    }
  })
}
