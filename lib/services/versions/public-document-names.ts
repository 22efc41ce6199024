import 'server-only'
import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import { liveGraph } from './live-apps'
import type { PublishedApp } from './published-app'

const MAX_NAMES = 20

/** Names of the newest documents that everyone who may use the app may see; none if the app hides its sources. */
export async function publicDocumentNames(db: Database, app: PublishedApp): Promise<string[]> {
  if (app.sources === 'none') return []
  const { nodes } = await liveGraph(db, app)
  const ids = nodes.flatMap(({ config }) => z.uuid().safeParse(config.knowledgeBaseId).data ?? [])
  if (ids.length === 0) return []
  const found = await db
    .select({ name: documents.name })
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, app.workspaceId),
        inArray(documents.knowledgeBaseId, ids),
        eq(documents.status, 'ready'),
        isNull(documents.access),
        isNull(documents.deletedAt),
      ),
    )
    .orderBy(desc(documents.id))
    .limit(MAX_NAMES)
  return found.map(({ name }) => name)
}
