import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt, id, updatedAt } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'

/** What the customer's server signs the names of its users with. */
export const identitySecrets = pgTable('identity_secrets', {
  appId: appId().primaryKey(),
  workspaceId: workspaceId(),
  encryptedSecret: text().notNull(),
  last4: text().notNull(),
  updatedAt: updatedAt(),
})

/** What visitors of page and widget left: how to reach them, or the wish to talk to a person. */
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
    /** Of a lead: its fields. Of a handover: the note. */
    values: jsonb().$type<Record<string, string>>().notNull(),
    /** The words that the visitor agreed to. */
    consent: text().notNull().default(''),
    runIds: jsonb().$type<string[]>().notNull(),
    /** `none`: no address is to be told. */
    delivery: text({ enum: ['none', 'queued', 'retrying', 'sent', 'failed'] }).notNull(),
    /** Why the last try did not arrive. */
    problem: text(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.workspaceId, table.appId, table.id), index().on(table.appId, table.endUser)],
)
