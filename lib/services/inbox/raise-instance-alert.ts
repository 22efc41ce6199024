import 'server-only'
import { asc } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { workspaces } from '@/lib/db/schema/auth'
import { type NewAlert, raiseAlert } from './raise-alert'

/** An alert about the installation, sent to the first workspace, whose people set it up. */
export async function raiseInstanceAlert(db: Database, alert: Omit<NewAlert, 'workspaceId'>): Promise<void> {
  const [first] = await db.select({ id: workspaces.id }).from(workspaces).orderBy(asc(workspaces.id)).limit(1)
  if (first) await raiseAlert(db, { ...alert, workspaceId: first.id })
}
