import 'server-only'
import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { apps, environments, publications, versions } from '@/lib/db/schema/apps'
import { inputFieldsOf, takesImages } from './input-fields'
import type { PublishedApp } from './public-backend-types'
import { type VersionAddress, versionGraph } from './version-graph'

/**
 * Published apps with what is live of them now. Drafts and graphs are left where they are: a version never changes, so
 * its graph is read once a process.
 */
export async function findLiveApps(db: Database, filter: SQL | undefined): Promise<PublishedApp[]> {
  const found = await db
    .select({
      appId: apps.id,
      workspaceId: apps.workspaceId,
      name: apps.name,
      description: apps.description,
      kind: apps.kind,
      publication: publications,
      durability: environments.durability,
      versionId: versions.id,
      versionNumber: versions.number,
    })
    .from(publications)
    .innerJoin(apps, eq(apps.id, publications.appId))
    .innerJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .innerJoin(versions, eq(versions.id, environments.versionId))
    .where(and(isNull(apps.deletedAt), filter))
  return Promise.all(
    found.map(async ({ publication, ...app }) => {
      const graph = await liveGraph(db, app)
      const inputFields = inputFieldsOf(graph)
      const takesMessage = app.kind === 'chat' && inputFields.some((field) => field.name === 'message')
      return {
        ...app,
        ...publication.settings,
        slug: publication.slug,
        inputFields,
        takesImages: takesMessage && takesImages(graph),
        messageField: takesMessage ? 'message' : null,
        updatedAt: publication.updatedAt.toISOString(),
      }
    }),
  )
}

/** @throws NOT_FOUND */
export async function liveGraph(db: Database, address: VersionAddress) {
  const graph = await versionGraph(db, address)
  if (!graph) throw new AppError('NOT_FOUND', 'There is no such app.')
  return graph
}
