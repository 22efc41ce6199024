import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { apiKeys } from './apps'
import { createdAt, id, time } from './columns'
import { userId, workspaceId } from './owned-by'

/**
 * OAuth clients that registered themselves (RFC 7591). Anybody may register one, outside any workspace, so its name is
 * only a claim. Clients without a grant are deleted after 30 days.
 */
export const oauthClients = pgTable('oauth_clients', {
  id: id(),
  name: text().notNull(),
  redirectUris: jsonb().$type<string[]>().notNull(),
  /** IPv4 address or IPv6 /64 that registered it; null in old rows, which lack it. */
  address: text(),
  createdAt: createdAt(),
})

/** Authorization codes: an approved grant until the client exchanges it for tokens. Valid once, for two minutes. */
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
    /** base64url SHA-256 of the client's code verifier (RFC 7636, S256). */
    challenge: text().notNull(),
    /** The path that the tokens give access to, such as `/mcp`; null if the client named none. */
    resource: text(),
    environment: text().notNull(),
    appIds: jsonb().$type<string[]>().notNull(),
    expiresAt: time().notNull(),
    usedAt: time(),
    /** The key issued for it: a second use of the code revokes that key. */
    keyId: uuid().references(() => apiKeys.id, { onDelete: 'cascade' }),
  },
  (table) => [index().on(table.expiresAt)],
)

/**
 * An OAuth client that a person authorized. The key says which apps; it is listed, limited, billed and revoked like any
 * other, but has no secret.
 */
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
    /** base64url SHA-256 of the part that all refresh tokens of the grant share, so that an old one is recognized. */
    familyHash: text().unique(),
    accessHash: text().notNull().unique(),
    accessExpiresAt: time().notNull(),
    refreshHash: text().notNull().unique(),
    refreshExpiresAt: time().notNull(),
    /** The previous refresh token: using it late means that it was stolen. */
    previousHash: text().unique(),
    /** Combined with the previous token it derives the current tokens again; useless on its own. */
    rotationSalt: text(),
    rotatedAt: time().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.workspaceId), index().on(table.clientId)],
)
