import { type AnyPgColumn, boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { CustomService } from '@/lib/contracts/integrations/custom-service'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { apps } from './apps'
import { users } from './auth'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** The workspace's own registrations at authorization servers. */
export const integrationOauthClients = pgTable(
  'integration_oauth_clients',
  {
    id: id(),
    workspaceId: workspaceId(),
    plugin: text().notNull(),
    clientId: text().notNull(),
    /** Sealed, bound to this row; null for a public client. */
    encryptedSecret: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId, table.plugin)],
)

/** Credentials for a service that steps and tools call. Model providers have their own table. */
export const integrationConnections = pgTable(
  'integration_connections',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Folder in lib/plugins, or `custom`. */
    plugin: text().notNull(),
    /** Id of one of the plugin's connection kinds. */
    kind: text().notNull(),
    /** For `custom` and imported APIs: settings that a manifest declares for other services. */
    custom: jsonb().$type<CustomService>(),
    name: text().notNull(),
    /** The member whose runs it serves; null if the workspace owns it, and it serves all runs. */
    ownerId: uuid().references(() => users.id, { onDelete: 'cascade' }),
    /**
     * A connection without a grant of its own: each end user of an app signs in and gets a row with this one
     * as `setupId`.
     */
    forEndUsers: boolean().notNull().default(false),
    /** Of an end user's connection: the row that describes the service. */
    setupId: uuid().references((): AnyPgColumn => integrationConnections.id, { onDelete: 'cascade' }),
    appId: uuid().references(() => apps.id, { onDelete: 'cascade' }),
    /** Verified id of the end user, `user:…` or `member:…`. */
    endUser: text(),
    /** Public fields. */
    fields: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** JSON with the secret fields, sealed and bound to this row. */
    encryptedSecrets: text(),
    /** The last characters of the main secret. */
    last4: text(),
    oauthClientId: uuid().references(() => integrationOauthClients.id, { onDelete: 'restrict' }),
    /** JSON with the access and refresh token, sealed and bound to this row. */
    encryptedTokens: text(),
    tokenExpiresAt: time(),
    /** Raised by each stored token pair: a slower process cannot overwrite a newer one. */
    generation: integer().notNull().default(0),
    /** Time in which a single process exchanges the refresh token. */
    leaseUntil: time(),
    leaseHolder: text(),
    /** Raised by each sign-in, so that a wait for the previous grant is over. */
    grantNumber: integer().notNull().default(0),
    state: text({ enum: ['ok', 'reconnect'] }).notNull(),
    /** Reason why it must be reconnected, as a sentence. */
    stateMessage: text(),
    stateRef: jsonb().$type<ProblemRef>(),
    accountId: text(),
    account: text(),
    scopes: jsonb().$type<string[]>(),
    /** Expiry of the grant, if the service announces it. */
    expiresAt: time(),
    testedAt: time(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId), uniqueIndex().on(table.setupId, table.appId, table.endUser)],
)

/** Sign-ins that people started: each `state` is accepted once, within ten minutes, in the same session. */
export const integrationSignIns = pgTable(
  'integration_sign_ins',
  {
    /** base64url SHA-256 of the `state`. */
    hash: text().primaryKey(),
    workspaceId: workspaceId(),
    /** Null if an end user signs in. */
    userId: uuid().references(() => users.id, { onDelete: 'cascade' }),
    /** Session of the member, or a hash of the end user's. */
    sessionId: text().notNull(),
    plugin: text().notNull(),
    connectionId: uuid()
      .notNull()
      .references(() => integrationConnections.id, { onDelete: 'cascade' }),
    /** JSON with the code verifier or device code; after the exchange the tokens of another account. Sealed. */
    encryptedPayload: text().notNull(),
    expiresAt: time().notNull(),
    usedAt: time(),
    /** Wrong confirmation codes. */
    attempts: integer().notNull().default(0),
  },
  (table) => [index().on(table.expiresAt)],
)
