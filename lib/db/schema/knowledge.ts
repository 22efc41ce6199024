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
import type { ModelRef } from '@/lib/engine/model-requests'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { toVectorLiteral } from '../statements/vector-literal'
import { bytea, createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

/** pgvector without fixed dimensions: knowledge bases differ, so lib/rag creates one partial index per dimension. */
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
    /** The index that searches read. Changed only in the transaction that changes the status of the indexes. */
    activeIndexId: uuid(),
    metadataFields: jsonb().$type<MetadataField[]>().notNull().default([]),
    /** Default retrieval settings; null for the defaults of this version of Patchbay. */
    retrieval: jsonb().$type<JsonObject>(),
    /** Settings for reading scanned pages and images; null for the defaults of this version of Patchbay. */
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

/** One configuration of chunking and embedding a knowledge base's documents, with its chunks. */
export const knowledgeIndexes = pgTable(
  'knowledge_indexes',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    /** `discarded`: cancelled, or permanently retired; deleted in the background. */
    status: text({ enum: ['building', 'active', 'retired', 'discarded'] }).notNull(),
    embedder: jsonb().$type<ModelRef>().notNull(),
    /** Hash of the weights, if known. */
    embedderHash: text().notNull().default(''),
    dims: integer().notNull(),
    /** ISO codes that the model supports; null for all. */
    languages: text().array(),
    chunking: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** ISO codes of its texts that have their own stemmer: queries are stemmed the same way. */
    textLanguages: text().array().notNull().default(sql`'{}'::text[]`),
    /** Embedded so far, and the cost in millionths of a dollar; null if the price is unknown. */
    tokens: bigint({ mode: 'number' }).notNull().default(0),
    costMicros: bigint({ mode: 'number' }).default(0),
    /** Why the build is paused. */
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
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
    errorRef: jsonb().$type<ProblemRef>(),
    /** The text that the offsets of chunks refer to. */
    text: text(),
    title: text(),
    language: text(),
    pageCount: integer(),
    /** Unreadable parts of the file, such as pages that are images. Old rows have texts without keys. */
    notices: jsonb().$type<(string | Problem)[]>().notNull().default([]),
    chunkCount: integer().notNull().default(0),
    /** Incremented each time the text is stored: an index is up to date with a document when it has this revision. */
    revision: integer().notNull().default(0),
    /** Pages, headings and other input of the chunkers besides the text; null if the file must be parsed again. */
    structure: jsonb().$type<Record<string, unknown>>(),
    metadata: jsonb().$type<DocumentMetadata>().notNull().default({}),
    /** Author of each metadata value; manual values are kept. */
    metadataOrigins: jsonb().$type<Record<string, MetadataOrigin>>().notNull().default({}),
    /** Values proposed by a model, awaiting review. */
    proposedMetadata: jsonb().$type<DocumentMetadata>(),
    /** Hash of the text in lower case without white space and punctuation. */
    contentHash: text(),
    /** MinHash signature, and its bands as numbers: documents that share a band may be near duplicates. */
    sketch: integer().array(),
    sketchBands: integer().array(),
    /**
     * Who may see it: `user:…`, `group:…`, `member:…` (lib/core/knowledge/document-access); null for everyone who may use the app.
     */
    access: text().array(),
    /** The source and the item's id there (knowledge_sources); null if it was uploaded. */
    sourceId: uuid(),
    sourceKey: text(),
    sourceRevision: text(),
    /** URL at which a person can open it; kept when its source is removed. */
    sourceUrl: text(),
    /** In the trash: excluded from searches, and permanently deleted later. */
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

/** Permanently deleted documents: their access still decides who may open the runs that read them. */
export const purgedDocuments = pgTable(
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

/** The revision of a document that an index contains. Written in the same transaction as the chunks. */
export const indexedDocuments = pgTable(
  'indexed_documents',
  {
    workspaceId: workspaceId(),
    indexId: indexId().notNull(),
    documentId: documentId(),
    revision: integer().notNull(),
    chunkCount: integer().notNull(),
    /**
     * Number of its first chunk; the others follow without gaps. Null if unknown, for chunks stored before numbers were
     * introduced.
     */
    firstNumber: bigint({ mode: 'number' }),
    /** Reason why this index could not process the document and has none of its chunks. */
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
  },
  (table) => [primaryKey({ columns: [table.indexId, table.documentId] }), index().on(table.documentId)],
)

/** Near duplicates that a person reviewed and kept; `documentId` is the smaller id. */
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

/** A model reads the documents in sequence and proposes values; `cursor` is the last document read. */
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
    errorRef: jsonb().$type<ProblemRef>(),
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
    // Copied from the document without foreign keys, which would be checked for each stored chunk.
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
    /** The larger passage that a search returns instead of the chunk; null for the chunk itself. */
    parentStart: integer(),
    parentEnd: integer(),
    tokenCount: integer().notNull(),
    embedding: vector(),
    dims: integer(),
    /** The number in the inverted index (lib/rag/lexical), unique per index; null if not indexed yet. */
    number: bigint({ mode: 'number' }),
  },
  (table) => [
    // Not unique: while a document is being replaced, its previous chunks exist beside the new ones (hidden_runs).
    index().on(table.indexId, table.documentId, table.ordinal),
    index().on(table.documentId),
    uniqueIndex().on(table.indexId, table.number),
  ],
)

/**
 * Ranges of chunks hidden from searches (lib/rag/ingest/hidden-chunks): chunks of a document being stored, and replaced or
 * removed ones being deleted. Nearly always empty; leftovers are swept by age.
 */
export const hiddenRuns = pgTable(
  'hidden_runs',
  {
    workspaceId: workspaceId(),
    indexId: indexId().notNull(),
    documentId: documentId(),
    firstNumber: bigint({ mode: 'number' }).notNull(),
    chunkCount: integer().notNull(),
    /** Recent rows may belong to another process. */
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.indexId, table.firstNumber] }), index().on(table.documentId)],
)

/**
 * Token sketches of a chunk, sentence by sentence (lib/models/builtin/passage-sketches). Only models that expose
 * their tokens have them. They are separate from the chunks, whose rows are compared by the thousand.
 */
export const chunkSketches = pgTable('chunk_signs', {
  chunkId: uuid()
    .primaryKey()
    .references(() => chunks.id, { onDelete: 'cascade' }),
  signs: bytea().notNull(),
})

/**
 * Vectors of a document being embedded, so that an interrupted ingestion resumes where it was. Deleted once its chunks
 * are stored.
 */
export const embeddedTexts = pgTable(
  'embedded_texts',
  {
    workspaceId: workspaceId(),
    indexId: indexId().notNull(),
    documentId: documentId(),
    /** SHA-256 of the text that was embedded. */
    hash: text().notNull(),
    embedding: vector().notNull(),
    /** Signs as in chunk_signs. */
    signs: bytea(),
  },
  (table) => [primaryKey({ columns: [table.indexId, table.documentId, table.hash] }), index().on(table.documentId)],
)

/**
 * Pages of a document that text recognition has read, so that an interrupted ingestion resumes where it was. Deleted
 * once its chunks are stored.
 */
export const recognizedPages = pgTable(
  'recognised_pages',
  {
    workspaceId: workspaceId(),
    documentId: documentId(),
    /** Hash of the file, and the languages used for recognition. */
    sha256: text().notNull(),
    languages: text().notNull(),
    page: integer().notNull(),
    text: text().notNull(),
    /** 0..100. */
    confidence: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.page] })],
)
