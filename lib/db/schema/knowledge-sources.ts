import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '@/lib/core/json'
import type { DocumentMetadata } from '@/lib/core/knowledge/document-metadata'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import type { FoundItem } from '@/lib/sources/source-client'
import { createdAt, id, time, updatedAt } from './columns'
import { knowledgeBases } from './knowledge'
import { workspaceId } from './owned-by'

/** Sources of the documents of a knowledge base. */
export const knowledgeSources = pgTable(
  'knowledge_sources',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: uuid()
      .notNull()
      .references(() => knowledgeBases.id, { onDelete: 'cascade' }),
    /** A folder of lib/sources. */
    kind: text().notNull(),
    name: text().notNull(),
    settings: jsonb().$type<JsonObject>().notNull(),
    encryptedSecret: text(),
    last4: text(),
    /** Null for manual syncs only. */
    cron: text(),
    timeZone: text().notNull().default('UTC'),
    /** By the database's clock. */
    nextSyncAt: time(),
    /** Change token, with which the source lists only changes. */
    token: text(),
    /** The access of new documents: who may see them (lib/core/knowledge/document-access). */
    access: text().array(),
    /** The metadata of new documents; values set manually on a document take precedence. */
    metadata: jsonb().$type<DocumentMetadata>().notNull().default({}),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.knowledgeBaseId), index().on(table.nextSyncAt)],
)

const sourceId = () =>
  uuid()
    .notNull()
    .references(() => knowledgeSources.id, { onDelete: 'cascade' })

export const sourceSyncs = pgTable(
  'source_syncs',
  {
    id: id(),
    workspaceId: workspaceId(),
    sourceId: sourceId(),
    cause: text({ enum: ['person', 'schedule', 'change'] }).notNull(),
    status: text({ enum: ['queued', 'listing', 'fetching', 'indexing', 'done', 'failed', 'cancelled'] }).notNull(),
    startedByName: text(),
    /** Cursor of the listing; null with `isListed`: the list is complete. */
    cursor: text(),
    isListed: boolean().notNull().default(false),
    isDelta: boolean().notNull().default(false),
    /** Why items missing from the list may still exist. */
    cutOff: text(),
    cutOffRef: jsonb().$type<ProblemRef>(),
    token: text(),
    added: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    removed: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    skipped: integer().notNull().default(0),
    /** More than half of the documents are missing: a person must confirm the deletion. */
    vanished: integer().notNull().default(0),
    removal: text({ enum: ['asked', 'removed', 'kept'] }),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdAt: createdAt(),
    startedAt: time(),
    endedAt: time(),
  },
  (table) => [
    index().on(table.sourceId, table.id),
    // Only one process syncs a source at a time.
    uniqueIndex('source_syncs_open')
      .on(table.sourceId)
      .where(sql`status in ('queued', 'listing', 'fetching', 'indexing')`),
  ],
)

/** The known state of each item of a source, kept between syncs. */
export const sourceItems = pgTable(
  'source_items',
  {
    sourceId: sourceId(),
    key: text().notNull(),
    workspaceId: uuid().notNull(),
    name: text().notNull(),
    url: text(),
    rank: integer().notNull().default(0),
    hint: jsonb().$type<JsonObject>(),
    /** The revision in the current list, and the revision of the stored document. */
    listedRevision: text(),
    revision: text(),
    memo: jsonb().$type<JsonObject>(),
    /** The resolved documents, reused while the item does not change. */
    found: jsonb().$type<FoundItem[]>(),
    fingerprint: text(),
    documentId: uuid(),
    /** The sync that last saw it. */
    syncId: uuid().notNull(),
    /** Not yet processed by that sync. */
    pending: boolean().notNull(),
    error: text(),
  },
  (table) => [
    primaryKey({ columns: [table.sourceId, table.key] }),
    index().on(table.syncId, table.pending, table.rank),
    index().on(table.documentId),
  ],
)

/** The report: one row for each item that was not simply unchanged. */
export const sourceSyncItems = pgTable(
  'source_sync_items',
  {
    syncId: uuid()
      .notNull()
      .references(() => sourceSyncs.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    workspaceId: uuid().notNull(),
    name: text().notNull(),
    url: text(),
    outcome: text({ enum: ['added', 'updated', 'removed', 'failed', 'skipped'] }).notNull(),
    reason: text(),
    reasonRef: jsonb().$type<ProblemRef>(),
    documentId: uuid(),
  },
  (table) => [primaryKey({ columns: [table.syncId, table.key] }), index().on(table.syncId, table.outcome)],
)
