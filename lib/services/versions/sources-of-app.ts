import 'server-only'
import { and, eq } from 'drizzle-orm'
import { defaultSources, type SourceDetail } from '@/lib/core/knowledge/source-detail'
import type { Database } from '@/lib/db/database'
import { publications } from '@/lib/db/schema/apps'

/** How much the app shows of its sources. An app that is no longer published shows nothing. */
export async function sourcesOfApp(
  db: Database,
  { appId, workspaceId }: { appId: string; workspaceId: string },
): Promise<SourceDetail> {
  const [row] = await db
    .select({ settings: publications.settings })
    .from(publications)
    .where(and(eq(publications.appId, appId), eq(publications.workspaceId, workspaceId)))
  return row ? (row.settings.sources ?? defaultSources(row.settings.access)) : 'none'
}
