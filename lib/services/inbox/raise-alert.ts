import 'server-only'
import { and, eq, ne, sql } from 'drizzle-orm'
import type { AlertKind } from '@/lib/contracts/inbox'
import type { Database, Transaction } from '@/lib/db/database'
import { members } from '@/lib/db/schema/auth'
import { alerts, inboxSeen } from '@/lib/db/schema/inbox'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'

export interface NewAlert {
  workspaceId: string
  kind: AlertKind
  /** The subject, such as an app's id: a repeated kind and key increments the count and is new to everyone. */
  key: string
  title: Problem
  message: Problem
  /** A page of the studio. */
  link?: string
  /** The person who caused it: the alert is new to everyone else. */
  knownTo?: string | null
  /** The only person to whom the alert is new. */
  onlyNewTo?: string | null
}

/** Notifies the workspace, in the transaction of the event. */
export async function raiseAlert(tx: Database | Transaction, alert: NewAlert): Promise<void> {
  const { workspaceId, kind, link = null, knownTo = null, onlyNewTo = null } = alert
  const texts = alertColumns(alert)
  const key = `${kind}:${alert.key}`.slice(0, 500)
  const [raised] = await tx
    .insert(alerts)
    .values({ workspaceId, kind, key, ...texts, link })
    .onConflictDoUpdate({
      target: [alerts.workspaceId, alerts.key],
      set: { ...texts, link, count: sql`${alerts.count} + 1`, lastAt: sql`now()` },
    })
    .returning({ id: alerts.id })
  if (!raised) return
  const others = onlyNewTo === null ? [] : await membersExcept(tx, workspaceId, onlyNewTo)
  const informed = [...others, ...(knownTo === null ? [] : [knownTo])]
  if (informed.length === 0) return
  await tx
    .insert(inboxSeen)
    .values(informed.map((userId) => ({ workspaceId, userId, item: `alert:${raised.id}` })))
    .onConflictDoUpdate({
      target: [inboxSeen.userId, inboxSeen.workspaceId, inboxSeen.item],
      set: { seenAt: sql`now()` },
    })
}

async function membersExcept(tx: Database | Transaction, workspaceId: string, userId: string): Promise<string[]> {
  const found = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), ne(members.userId, userId)))
  return found.map((member) => member.userId)
}

/** The texts of an alert as a row keeps them: in English, and with their keys for other languages. */
export const alertColumns = ({ title, message }: Pick<NewAlert, 'title' | 'message'>) => ({
  title: title.message,
  titleRef: problemRef(title),
  message: message.message,
  messageRef: problemRef(message),
})
