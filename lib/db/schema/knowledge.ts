import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { JsonObject } from '@/lib/core/json'
import type { DocumentMetadata, MetadataField, MetadataOrigin } from '@/lib/core/knowledge/document-metadata'
import type { OcrSettings } from '@/lib/core/knowledge/ocr-settings'
import type { ModelRef } from '@/lib/engine/ports'
import { toVectorLiteral } from '../vector-literal'
import { bytea, createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** pgvector without a fixed width: knowledge bases differ, so each width has a partial index of its own, made by lib/rag. */
const vector = customType<{ data: number[] | Float32Array; driverData: string }>({
  dataType: () => 'vector',
  toDriver: toVectorLiteral,
  fromDriver: (value) => value.slice(1, -1).split(',').map(Number),
})

export const knowledgeBases = pgTable(
  'knowledge_bases',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    description: text().notNull().default(''),
    /** What searches read. Changed in the transaction that changes the indexes' status, and nowhere else. */
    activeIndexId: uuid(),
    metadataFields: jsonb().$type<MetadataField[]>().notNull().default([]),
    /** How it is searched where nothing else is said; null: as this version of Patchbay does by itself. */
    retrieval: jsonb().$type<JsonObject>(),
    /** How scanned pages and pictures are read; null: as this version of Patchbay does by itself. */
    ocr: jsonb().$type<OcrSettings>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId)],
)

const knowledgeBaseId = () =>
  uuid()
    .notNull()
    .references(() => knowledgeBases.id, { onDelete: 'cascade' })

/** One way of cutting and embedding a knowledge base's documents, with the chunks that it made. */
export const knowledgeIndexes = pgTable(
  'knowledge_indexes',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    /** `discarded`: cancelled, or retired for good; deleted in the background. */
    status: text({ enum: ['building', 'active', 'retired', 'discarded'] }).notNull(),
    embedder: jsonb().$type<ModelRef>().notNull(),
    /** Of the weights, where they are known. */
    embedderHash: text().notNull().default(''),
    dims: integer().notNull(),
    /** ISO codes that the model reads; null: all. */
    languages: text().array(),
    chunking: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** ISO codes of the texts that it holds and whose words are stemmed in a way of their own: questions are stemmed alike. */
    textLanguages: text().array().notNull().default(sql`'{}'::text[]`),
    /** Embedded so far, and what it cost in millionths of a dollar; null: the price is not known. */
    tokens: bigint({ mode: 'number' }).notNull().default(0),
    costMicros: bigint({ mode: 'number' }).default(0),
    /** Why the building stands still. */
    error: text(),
    createdByName: text(),
    createdAt: createdAt(),
    readyAt: time(),
    retiredAt: time(),
  },
  (table) => [
    index().on(table.knowledgeBaseId, table.id),
    uniqueIndex('knowledge_indexes_active').on(table.knowledgeBaseId).where(sql`status = 'active'`),
    uniqueIndex('knowledge_indexes_building').on(table.knowledgeBaseId).where(sql`status = 'building'`),
  ],
)

export const documents = pgTable(
  'documents',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    name: text().notNull(),
    mimeType: text().notNull(),
    sizeBytes: integer().notNull(),
    sha256: text().notNull(),
    fileId: uuid().notNull(),
    status: text({ enum: ['queued', 'parsing', 'chunking', 'embedding', 'indexing', 'ready', 'failed'] }).notNull(),
    progress: doublePrecision().notNull().default(0),
    error: text(),
    /** The text that chunks' offsets refer to. */
    text: text(),
    title: text(),
    language: text(),
    pageCount: integer(),
    /** Sentences on what could not be read of the file, such as pages that are pictures. */
    notices: jsonb().$type<string[]>().notNull().default([]),
    chunkCount: integer().notNull().default(0),
    /** Grows each time that the text is stored: an index holds the document when it holds this revision. */
    revision: integer().notNull().default(0),
    /** Pages, headings and what else the chunkers need beside the text; null: the file has to be read again. */
    structure: jsonb().$type<Record<string, unknown>>(),
    metadata: jsonb().$type<DocumentMetadata>().notNull().default({}),
    /** Who gave each value of the metadata; what a person gave stays. */
    metadataOrigins: jsonb().$type<Record<string, MetadataOrigin>>().notNull().default({}),
    /** What a model proposes, until somebody has looked at it. */
    proposedMetadata: jsonb().$type<DocumentMetadata>(),
    /** Of the text in lower case without white space and marks. */
    contentHash: text(),
    /** MinHash signature, and its bands as numbers: documents that share one may be near duplicates. */
    sketch: integer().array(),
    sketchBands: integer().array(),
    /** Who may see it: `user:…`, `group:…`, `member:…` (lib/core/knowledge/document-access); null: everyone who may use the app. */
    access: text().array(),
    /** Where it comes from, and what it is called there (knowledge_sources); null: uploaded. */
    sourceId: uuid(),
    sourceKey: text(),
    sourceRevision: text(),
    /** Where a person can open it; kept when its source is removed. */
    sourceUrl: text(),
    /** In the bin: found by nothing, and deleted for good after a while. */
    deletedAt: time(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex().on(table.knowledgeBaseId, table.name),
    uniqueIndex('documents_source_key').on(table.sourceId, table.sourceKey).where(sql`source_id is not null`),
    index().on(table.knowledgeBaseId, table.contentHash),
    index().using('gin', table.sketchBands),
    index('documents_restricted_index').on(table.workspaceId).where(sql`access is not null`),
  ],
)

/** Documents that were deleted for good: who might see them is who may open the runs that read them. */
export const goneDocuments = pgTable(
  'gone_documents',
  { id: id(), workspaceId: workspaceId(), access: text().array(), goneAt: createdAt() },
  (table) => [
    index('gone_documents_restricted_index').on(table.workspaceId).where(sql`access is not null`),
    index().on(table.workspaceId, table.goneAt),
  ],
)

const documentId = () =>
  uuid()
    .notNull()
    .references(() => documents.id, { onDelete: 'cascade' })

const indexId = () => uuid().references(() => knowledgeIndexes.id, { onDelete: 'cascade' })

/** Which revision of a document an index holds. Written with the chunks, so both are there or neither. */
export const indexedDocuments = pgTable(
  'indexed_documents',
  {
    workspaceId: workspaceId(),
    indexId: indexId().notNull(),
    documentId: documentId(),
    revision: integer().notNull(),
    chunkCount: integer().notNull(),
    /** Number of its first chunk, which the others follow without a gap; null: not known, as of chunks from before there were numbers. */
    firstNumber: bigint({ mode: 'number' }),
    /** Why this index could not take the document; it has none of its chunks then. */
    error: text(),
  },
  (table) => [primaryKey({ columns: [table.indexId, table.documentId] }), index().on(table.documentId)],
)

/** Near duplicates that somebody has looked at and kept; `documentId` is the smaller id. */
export const keptDuplicates = pgTable(
  'kept_duplicates',
  {
    workspaceId: workspaceId(),
    documentId: documentId(),
    otherId: documentId(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.otherId] }), index().on(table.otherId)],
)

/** A model reads the documents one after the other and proposes values; `cursor` is the last one that it has read. */
export const metadataFills = pgTable(
  'metadata_fills',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    status: text({ enum: ['running', 'done', 'failed', 'cancelled'] }).notNull(),
    fields: text().array().notNull(),
    model: jsonb().$type<ModelRef>().notNull(),
    cursor: uuid(),
    doneCount: integer().notNull().default(0),
    totalCount: integer().notNull(),
    error: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.knowledgeBaseId, table.id),
    uniqueIndex('metadata_fills_running').on(table.knowledgeBaseId).where(sql`status = 'running'`),
  ],
)

export const chunks = pgTable(
  'chunks',
  {
    id: id(),
    // Those of the document: no keys of their own, which would be looked up for each chunk that is stored.
    workspaceId: uuid().notNull(),
    knowledgeBaseId: uuid().notNull(),
    documentId: documentId(),
    indexId: indexId().notNull(),
    ordinal: integer().notNull(),
    kind: text({ enum: ['text', 'table', 'record', 'code', 'question-answer', 'sentence'] })
      .notNull()
      .default('text'),
    text: text().notNull(),
    /** Title and heading path, embedded and searched with the text. */
    context: text().notNull().default(''),
    headings: jsonb().$type<string[]>().notNull(),
    page: integer(),
    startOffset: integer().notNull(),
    endOffset: integer().notNull(),
    /** The larger part of the text that a search returns in the chunk's place; null where it is the chunk itself. */
    parentStart: integer(),
    parentEnd: integer(),
    tokenCount: integer().notNull(),
    embedding: vector(),
    dims: integer(),
    /** Under which the words of the chunk are indexed (lib/rag/lexical), unique in the index; null: not indexed yet. */
    number: bigint({ mode: 'number' }),
  },
  (table) => [
    // Not unique: while a document is being replaced, its chunks of before lie beside the new ones (hidden_runs).
    index().on(table.indexId, table.documentId, table.ordinal),
    index().on(table.documentId),
    uniqueIndex().on(table.indexId, table.number),
  ],
)

/**
 * Runs of chunks that no search finds (lib/rag/ingest/hidden-chunks): those of a document that are being stored and do not count
 * yet, and those that were replaced or removed and are being deleted. Nearly always empty: what is left is swept by its age.
 */
export const hiddenRuns = pgTable(
  'hidden_runs',
  {
    workspaceId: workspaceId(),
    indexId: indexId().notNull(),
    documentId: documentId(),
    firstNumber: bigint({ mode: 'number' }).notNull(),
    chunkCount: integer().notNull(),
    /** Younger ones may be in another process's hands. */
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.indexId, table.firstNumber] }), index().on(table.documentId)],
)

/**
 * What is kept of how the model read the chunk, sentence by sentence and token by token (lib/models/builtin/passage-signs).
 * Of models whose tokens are at hand; apart from the chunks, whose rows are compared by the thousand.
 */
export const chunkSigns = pgTable('chunk_signs', {
  chunkId: uuid()
    .primaryKey()
    .references(() => chunks.id, { onDelete: 'cascade' }),
  signs: bytea().notNull(),
})

/** Vectors of a document that is being embedded, so that an ingestion that was cut off goes on where it was. Gone once its chunks are there. */
export const embeddedTexts = pgTable(
  'embedded_texts',
  {
    workspaceId: workspaceId(),
    indexId: indexId().notNull(),
    documentId: documentId(),
    /** SHA-256 of the text that was embedded. */
    hash: text().notNull(),
    embedding: vector().notNull(),
    /** As in chunk_signs. */
    signs: bytea(),
  },
  (table) => [primaryKey({ columns: [table.indexId, table.documentId, table.hash] }), index().on(table.documentId)],
)

/** Pages that text recognition has read of a document, so that an ingestion that was cut off goes on where it was. Gone once its chunks are there. */
export const recognisedPages = pgTable(
  'recognised_pages',
  {
    workspaceId: workspaceId(),
    documentId: documentId(),
    /** Of the file that was read, and the languages in which it was. */
    sha256: text().notNull(),
    languages: text().notNull(),
    page: integer().notNull(),
    text: text().notNull(),
    /** 0..100. */
    confidence: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.page] })],
)
