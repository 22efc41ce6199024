import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { workspaces } from '@/lib/db/schema/auth'
import type { RunRow } from '@/lib/services/runs/run-row'

/** @returns null if the workspace does not exist */
export async function nameOfApp(
  db: Database | Transaction,
  { appId, workspaceId }: Pick<RunRow, 'appId' | 'workspaceId'>,
): Promise<string | null> {
  const [found] = await db
    .select({ name: apps.name })
    .from(workspaces)
    .leftJoin(apps, and(eq(apps.id, appId), eq(apps.workspaceId, workspaces.id)))
    .where(eq(workspaces.id, workspaceId))
  return found ? (found.name ?? 'an app') : null
}
