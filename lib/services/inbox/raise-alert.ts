import 'server-only'
import { sql } from 'drizzle-orm'
import type { AlertKind } from '@/lib/contracts/inbox'
import type { Database, Transaction } from '@/lib/db/database'
import { alerts, inboxSeen } from '@/lib/db/schema/inbox'

export interface NewAlert {
  workspaceId: string
  kind: AlertKind
  /** The subject, such as an app's id: a repeated kind and key increments the count and is new to everyone. */
  key: string
  title: string
  message: string
  /** A page of the studio. */
  link?: string
  /** The person who caused it: the alert is new to everyone else. */
  knownTo?: string | null
}

/** Notifies the workspace, in the transaction of the event. */
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
