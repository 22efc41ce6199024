import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { notFound } from '../context'

/** @throws NOT_FOUND, also for an app of another workspace */
export async function getAppRow(db: Database | Transaction, workspaceId: string, appId: string) {
  const [app] = await db
    .select()
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId), isNull(apps.deletedAt)))
  if (!app) throw notFound('missing.app')
  return app
}

export type AppRow = typeof apps.$inferSelect
