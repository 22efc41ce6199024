import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Maintenance, ModelOverride } from '@/lib/contracts/environments'
import type { KeyLimits } from '@/lib/contracts/protection'
import type { PublicationSettings } from '@/lib/contracts/versions'
import type { DiffSummary } from '@/lib/graph/diff/diff-summary'
import type { Graph } from '@/lib/graph/graph'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

export const apps = pgTable(
  'apps',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    description: text().notNull().default(''),
    kind: text({ enum: ['chat', 'form'] }).notNull(),
    icon: text().notNull().default('message-square'),
    draft: jsonb().$type<Graph>().notNull(),
    revision: integer().notNull().default(0),
    deletedAt: time(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId, table.updatedAt)],
)

const appId = () =>
  uuid()
    .notNull()
    .references(() => apps.id, { onDelete: 'cascade' })

/** Immutable: there is no update of this table anywhere. */
export const versions = pgTable(
  'versions',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    number: integer().notNull(),
    note: text().notNull().default(''),
    author: text().notNull(),
    graph: jsonb().$type<Graph>().notNull(),
    hash: text().notNull(),
    /** `published`: made to go live. `saved`: kept by a person. `restore`: the draft as it was before another version took its place. */
    cause: text({ enum: ['published', 'saved', 'restore'] })
      .notNull()
      .default('published'),
    /** Whether it could run when it was made; one that could not is never released. */
    isSound: boolean().notNull().default(true),
    /** Against the version before it; null for the first, and for those from before this was noted. */
    changes: jsonb().$type<DiffSummary>(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex().on(table.appId, table.number)],
)

export const environments = pgTable(
  'environments',
  {
    appId: appId(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    versionId: uuid().references(() => versions.id),
    /** `sync`: what a step gave is stored before the next one begins. */
    durability: text({ enum: ['async', 'sync'] })
      .notNull()
      .default('async'),
    /** Runs with the same concurrency key at once. */
    runsPerKey: integer().notNull().default(1),
    /** What goes live here is first agreed to by a second person. */
    needsApproval: boolean().notNull().default(false),
    /** Since when it needs one; null: it does not. */
    approvalSince: time(),
    /** Models that answer here in the place of those that steps name. */
    models: jsonb().$type<ModelOverride[]>().notNull().default([]),
    /** While it is there, runs are refused with its message. */
    maintenance: jsonb().$type<Maintenance>(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.name] })],
)

/** Names of deleted environments that needed an approval: an environment of the same name needs one again. */
export const approvalNames = pgTable(
  'approval_names',
  {
    appId: appId(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.name] })],
)

/** Rows from before there were settings of the widget and of batches have none. */
type Later = 'widget' | 'page' | 'batchRows' | 'sources' | 'showReasoning'
type StoredPublication = Omit<PublicationSettings, 'slug' | 'durability' | 'runsPerKey' | Later> &
  Partial<Pick<PublicationSettings, Later>>

/** The public address of an app; slugs are unique in the whole instance. */
export const publications = pgTable('publications', {
  appId: appId().primaryKey(),
  workspaceId: workspaceId(),
  slug: text().notNull().unique(),
  settings: jsonb().$type<StoredPublication>().notNull(),
  updatedAt: updatedAt(),
})

/** Addresses that an app had before: they lead to it as long as it is there, and are never given to another one. */
export const formerAddresses = pgTable('former_addresses', {
  slug: text().primaryKey(),
  appId: appId(),
  workspaceId: workspaceId(),
  createdAt: createdAt(),
})

export const apiKeys = pgTable(
  'api_keys',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    /** base64url SHA-256 of the whole key: it has 64 random characters, so no salt is needed. */
    hash: text().notNull().unique(),
    start: text().notNull(),
    last4: text().notNull(),
    createdAt: createdAt(),
    lastUsedAt: time(),
    expiresAt: time(),
    /** The only environment of its apps that it opens; null: all of them. */
    environment: text(),
    /** null: as the instance has it. */
    limits: jsonb().$type<KeyLimits>(),
    revokedAt: time(),
  },
  (table) => [index().on(table.workspaceId)],
)

export const apiKeyApps = pgTable(
  'api_key_apps',
  {
    keyId: uuid()
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    appId: appId(),
    workspaceId: workspaceId(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.appId] })],
)
