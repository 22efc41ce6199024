import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '@/lib/core/json'
import { sessions, users } from './auth'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** One-time links into a workspace. Of the link's token only the hash is kept. */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    workspaceId: workspaceId(),
    role: text({ enum: ['viewer', 'runner', 'editor'] }).notNull(),
    /** With an address, only that person may use the link. */
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

/** The workspace in which a session works; without a row, or without a membership, it is the person's first. */
export const sessionWorkspaces = pgTable('session_workspaces', {
  sessionId: uuid()
    .primaryKey()
    .references(() => sessions.id, { onDelete: 'cascade' }),
  workspaceId: workspaceId(),
  updatedAt: updatedAt(),
})

/** Who did what to whom. No references: the trail outlives the people and the workspaces that it names. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: id(),
    workspaceId: uuid().notNull(),
    /** null: the instance itself. */
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
