import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { apiKeys } from './apps'
import { createdAt, id, time } from './columns'
import { userId, workspaceId } from './owned-by'

/**
 * Programs that asked to be let in (RFC 7591). Anybody may register one, in no workspace, so that its name is what it
 * says of itself and nothing more. Those that nobody lets in are deleted after 30 days.
 */
export const oauthClients = pgTable('oauth_clients', {
  id: id(),
  name: text().notNull(),
  redirectUris: jsonb().$type<string[]>().notNull(),
  /** IPv4 address or IPv6 /64 that registered it; null: from before it was stored. */
  address: text(),
  createdAt: createdAt(),
})

/** What a person has just allowed, until the program fetches its tokens for it. Once, within two minutes. */
export const oauthCodes = pgTable(
  'oauth_codes',
  {
    /** base64url SHA-256 of the code. */
    hash: text().primaryKey(),
    clientId: uuid()
      .notNull()
      .references(() => oauthClients.id, { onDelete: 'cascade' }),
    workspaceId: workspaceId(),
    userId: userId(),
    redirectUri: text().notNull(),
    /** base64url SHA-256 of the secret that the program keeps (RFC 7636, S256). */
    challenge: text().notNull(),
    /** The path that the tokens open, such as `/mcp`; null: the program named none. */
    resource: text(),
    environment: text().notNull(),
    appIds: jsonb().$type<string[]>().notNull(),
    expiresAt: time().notNull(),
    usedAt: time(),
    /** What it was redeemed for: a code that comes a second time ends that. */
    keyId: uuid().references(() => apiKeys.id, { onDelete: 'cascade' }),
  },
  (table) => [index().on(table.expiresAt)],
)

/** A program that a person let in. The key says which apps, is listed, limited, paid for and revoked like any other, but has no secret. */
export const oauthGrants = pgTable(
  'oauth_grants',
  {
    keyId: uuid()
      .primaryKey()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    clientId: uuid()
      .notNull()
      .references(() => oauthClients.id, { onDelete: 'cascade' }),
    workspaceId: workspaceId(),
    userId: userId(),
    resource: text(),
    /** base64url SHA-256 of what all refresh tokens of the grant have in common, so that an old one is known for what it is. */
    familyHash: text().unique(),
    accessHash: text().notNull().unique(),
    accessExpiresAt: time().notNull(),
    refreshHash: text().notNull().unique(),
    refreshExpiresAt: time().notNull(),
    /** The refresh token before: whoever shows it late has stolen it, or was stolen from. */
    previousHash: text().unique(),
    /** With the token before it gives the tokens of now once more; alone it gives nothing. */
    rotationSalt: text(),
    rotatedAt: time().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.workspaceId), index().on(table.clientId)],
)
