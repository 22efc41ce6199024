import 'server-only'
import { sql } from 'drizzle-orm'
import type { AlertKind } from '@/lib/contracts/inbox'
import type { Database, Transaction } from '@/lib/db/database'
import { alerts, inboxSeen } from '@/lib/db/schema/inbox'

export interface NewAlert {
  workspaceId: string
  kind: AlertKind
  /** What it is about, such as an app's id: the same kind and key again raises the count and is new to everybody. */
  key: string
  title: string
  message: string
  /** A page of the studio. */
  link?: string
  /** Who did it and so knows: new to everybody else. */
  knownTo?: string | null
}

/** Tells the people of the workspace, in the transaction of what happened. */
export async function raiseAlert(tx: Database | Transaction, alert: NewAlert): Promise<void> {
  const { workspaceId, kind, title, message, link = null, knownTo = null } = alert
  const key = `${kind}:${alert.key}`.slice(0, 500)
  const [raised] = await tx
    .insert(alerts)
    .values({ workspaceId, kind, key, title, message, link })
    .onConflictDoUpdate({
      target: [alerts.workspaceId, alerts.key],
      set: { title, message, link, count: sql`${alerts.count} + 1`, lastAt: sql`now()` },
    })
    .returning({ id: alerts.id })
  if (raised && knownTo !== null)
    await tx
      .insert(inboxSeen)
      .values({ workspaceId, userId: knownTo, item: `alert:${raised.id}` })
      .onConflictDoUpdate({
        target: [inboxSeen.userId, inboxSeen.workspaceId, inboxSeen.item],
        set: { seenAt: sql`now()` },
      })
}
