import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { STUDIO_LOCALES } from '@/lib/core/locales/studio-locale'
import { createdAt, id, time, updatedAt } from './columns'

// users, sessions, accounts and verifications have the columns that better-auth requires.
export const users = pgTable('users', {
  id: id(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  /** Language of the studio; null for that of the browser. */
  locale: text({ enum: STUDIO_LOCALES }),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
})

export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    token: text().notNull().unique(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: time().notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.userId)],
)

export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: time(),
    refreshTokenExpiresAt: time(),
    scope: text(),
    password: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.userId)],
)

export const verifications = pgTable('verifications', {
  id: id(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: time().notNull(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
})

export const workspaces = pgTable('workspaces', {
  id: id(),
  name: text().notNull(),
  /** The workspace's data key, wrapped with the master key: lib/secrets/envelope. */
  wrappedDek: text().notNull(),
  /** A connection's id, `route`, or `trained`. */
  defaultChatConnection: text(),
  defaultChatModel: text(),
  /** Days for which runs and their content are kept; null for forever. */
  retentionDays: integer().default(30),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
})

export const members = pgTable(
  'members',
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text({ enum: ['viewer', 'runner', 'editor', 'owner'] }).notNull(),
    /** Since when the workspace trusts the account's email address; null if it does not. */
    emailConfirmedAt: time(),
    /** Time at which the first steps were done or dismissed; null while they are shown. */
    checklistClosedAt: time(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId] }), index().on(table.userId)],
)

/** Used one-time tokens by id, for example of links. */
export const usedTokens = pgTable('used_tokens', { id: text().primaryKey(), usedAt: createdAt() })

/** Facts about the whole instance, such as the master key's sentinel. */
export const instanceSettings = pgTable('instance_settings', {
  key: text().primaryKey(),
  value: text().notNull(),
  updatedAt: updatedAt(),
})
