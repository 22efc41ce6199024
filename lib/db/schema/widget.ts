import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id, updatedAt } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'

/** Signs the identity tokens of the customer's server. */
export const identitySecrets = pgTable('identity_secrets', {
  appId: appId().primaryKey(),
  workspaceId: workspaceId(),
  encryptedSecret: text().notNull(),
  last4: text().notNull(),
  updatedAt: updatedAt(),
})

/** Requests from visitors of page and widget: contact details, or a request to talk to a person. */
export const visitorRequests = pgTable(
  'visitor_requests',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    kind: text({ enum: ['lead', 'handover'] }).notNull(),
    endUser: text().notNull(),
    /** Origin of the page that showed the widget. */
    origin: text().notNull(),
    /** For a lead: its fields. For a handover: the note. */
    values: jsonb().$type<Record<string, string>>().notNull(),
    /** The text that the visitor agreed to. */
    consent: text().notNull().default(''),
    runIds: jsonb().$type<string[]>().notNull(),
    /** `none`: no delivery address is set. */
    delivery: text({ enum: ['none', 'queued', 'retrying', 'sent', 'failed'] }).notNull(),
    /** Why the last attempt failed. */
    problem: text(),
    problemRef: jsonb().$type<ProblemRef>(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.workspaceId, table.appId, table.id), index().on(table.appId, table.endUser)],
)
