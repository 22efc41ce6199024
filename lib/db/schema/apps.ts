import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Maintenance, ModelOverride } from '@/lib/contracts/environments'
import type { KeyLimits } from '@/lib/contracts/protection'
import type { PublicationSettings } from '@/lib/contracts/versions'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import type { DiffSummary } from '@/lib/graph/diff/diff-summary'
import { type Graph, NODE_COLORS } from '@/lib/graph/graph'
import { users } from './auth'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** The template whose sample the run panel offers, and the sample data in the workspace, by id. */
export interface AppSample {
  templateId: string
  locale: StudioLocale
  knowledgeBaseIds: string[]
  datasetIds: string[]
}

/** `sendsInputs`: whether that app receives the inputs of the failed run. */
export interface FailureSetting {
  appId: string
  sendsInputs: boolean
}

export const apps = pgTable(
  'apps',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    description: text().notNull().default(''),
    kind: text({ enum: ['chat', 'form'] }).notNull(),
    icon: text().notNull().default('message-square'),
    /** Null for the neutral one. */
    color: text({ enum: NODE_COLORS }),
    tags: text().array().notNull().default([]),
    /** The member who created it; null for old rows, imports by the system and deleted people. */
    createdBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    draft: jsonb().$type<Graph>().notNull(),
    /** The sample that a template brought, if any. */
    sample: jsonb().$type<AppSample>(),
    /** The app that a failed run of a published version starts, if any. */
    onFailure: jsonb().$type<FailureSetting>(),
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

/** Immutable: no code updates this table. */
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
    /**
     * `published`: created to go live. `saved`: created by a person. `restore`: the draft before another version
     * replaced it.
     */
    cause: text({ enum: ['published', 'saved', 'restore'] })
      .notNull()
      .default('published'),
    /** Whether it was valid when created; an invalid version is never released. */
    isSound: boolean().notNull().default(true),
    /** Differences from the previous version; null for the first one and for old rows. */
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
    /** `sync`: the output of a step is stored before the next one starts. */
    durability: text({ enum: ['async', 'sync'] })
      .notNull()
      .default('async'),
    /** Concurrent runs with the same concurrency key. */
    runsPerKey: integer().notNull().default(1),
    /** Releases to it need the approval of a second person. */
    needsApproval: boolean().notNull().default(false),
    /** Since when it needs approval; null if it does not. */
    approvalSince: time(),
    /** Models used here instead of those named by steps. */
    models: jsonb().$type<ModelOverride[]>().notNull().default([]),
    /** If set, runs are rejected with its message. */
    maintenance: jsonb().$type<Maintenance>(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.name] })],
)

/** Names of deleted environments that needed approval: a new environment of the same name needs it again. */
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

/** Settings missing in rows stored before they were introduced. */
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

/** Previous addresses of an app: they redirect to it for as long as it exists, and are never reassigned. */
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
    /** The only environment that the key gives access to; null for all. */
    environment: text(),
    /** Whether it may start evaluations of its apps. */
    canEvaluate: boolean().notNull().default(false),
    /** Null for the defaults of the instance. */
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
