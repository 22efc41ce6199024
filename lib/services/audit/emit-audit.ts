import 'server-only'
import type { Actor } from '@/lib/auth/actor'
import type { AuditAction } from '@/lib/contracts/audit-actions'
import type { JsonObject } from '@/lib/core/json'
import type { Transaction } from '@/lib/db/database'
import { auditEvents } from '@/lib/db/schema/people'

export interface AuditEntry {
  action: AuditAction
  /** Kind and id of the affected object, such as `user:0199…`. */
  subject: string
  before?: JsonObject
  after?: JsonObject
}

export interface AuditContext {
  workspace: { id: string }
  actor: Actor
  now(): Date
}

/**
 * Writes the audit event in the transaction of the change, so that neither exists without the other. Must not contain
 * secrets.
 */
export async function emitAudit(tx: Transaction, ctx: AuditContext, entry: AuditEntry): Promise<void> {
  const { actor } = ctx
  await tx.insert(auditEvents).values({
    workspaceId: ctx.workspace.id,
    actorId: actor.kind === 'user' ? actor.userId : null,
    actorName: actor.kind === 'user' ? actor.name : 'Patchbay',
    action: entry.action,
    subject: entry.subject,
    before: entry.before ?? null,
    after: entry.after ?? null,
    at: ctx.now(),
  })
}
