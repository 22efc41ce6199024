import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '@/lib/core/json'
import { sessions, users } from './auth'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** One-time invitation links. Only the hash of the link's token is stored. */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    workspaceId: workspaceId(),
    role: text({ enum: ['viewer', 'runner', 'editor'] }).notNull(),
    /** If set, only the person with this address may use the link. */
    email: text(),
    tokenHash: text().notNull().unique(),
    expiresAt: time().notNull(),
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    acceptedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    acceptedAt: time(),
    revokedAt: time(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.workspaceId)],
)

/** The workspace in which a session works; without a row, or without a membership, the person's first workspace. */
export const sessionWorkspaces = pgTable('session_workspaces', {
  sessionId: uuid()
    .primaryKey()
    .references(() => sessions.id, { onDelete: 'cascade' }),
  workspaceId: workspaceId(),
  updatedAt: updatedAt(),
})

/** Audit trail. No foreign keys: it outlives the people and workspaces that it names. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: id(),
    workspaceId: uuid().notNull(),
    /** Null for the instance itself. */
    actorId: uuid(),
    actorName: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    before: jsonb().$type<JsonObject>(),
    after: jsonb().$type<JsonObject>(),
    at: createdAt(),
  },
  (table) => [index().on(table.workspaceId, table.id)],
)
