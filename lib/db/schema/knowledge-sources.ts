import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '@/lib/core/json'
import type { DocumentMetadata } from '@/lib/core/knowledge/document-metadata'
import type { FoundItem } from '@/lib/sources/source-client'
import { createdAt, id, time, updatedAt } from './columns'
import { knowledgeBases } from './knowledge'
import { workspaceId } from './owned-by'

/** Where documents of a knowledge base come from. */
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
    /** null: by hand only. */
    cron: text(),
    timeZone: text().notNull().default('UTC'),
    /** By the database's clock. */
    nextSyncAt: time(),
    /** Asks the source for changes only. */
    token: text(),
    /** Given to documents when they come: who may see them (lib/core/knowledge/document-access). */
    access: text().array(),
    /** Given to documents with them; what a person sets at a document goes before it. */
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
    /** Where the list goes on; null with `isListed`: it is complete. */
    cursor: text(),
    isListed: boolean().notNull().default(false),
    isDelta: boolean().notNull().default(false),
    /** Why what the list does not name may still be there. */
    cutOff: text(),
    token: text(),
    added: integer().notNull().default(0),
    updated: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    removed: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    skipped: integer().notNull().default(0),
    /** More than half of the documents are no longer there: a person is asked before they go. */
    vanished: integer().notNull().default(0),
    removal: text({ enum: ['asked', 'removed', 'kept'] }),
    error: text(),
    createdAt: createdAt(),
    startedAt: time(),
    endedAt: time(),
  },
  (table) => [
    index().on(table.sourceId, table.id),
    // Of many processes one syncs a source.
    uniqueIndex('source_syncs_open')
      .on(table.sourceId)
      .where(sql`status in ('queued', 'listing', 'fetching', 'indexing')`),
  ],
)

/** What is known of each thing at a source, from sync to sync. */
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
    /** As the list gives it now, and as it was when the document was stored. */
    listedRevision: text(),
    revision: text(),
    memo: jsonb().$type<JsonObject>(),
    /** What it leads to, so that this stays known while it does not change. */
    found: jsonb().$type<FoundItem[]>(),
    fingerprint: text(),
    documentId: uuid(),
    /** The sync that saw it last. */
    syncId: uuid().notNull(),
    /** Still to be looked at by that sync. */
    pending: boolean().notNull(),
    error: text(),
  },
  (table) => [
    primaryKey({ columns: [table.sourceId, table.key] }),
    index().on(table.syncId, table.pending, table.rank),
    index().on(table.documentId),
  ],
)

/** The report: one line for each thing that was not simply unchanged. */
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
    documentId: uuid(),
  },
  (table) => [primaryKey({ columns: [table.syncId, table.key] }), index().on(table.syncId, table.outcome)],
)
