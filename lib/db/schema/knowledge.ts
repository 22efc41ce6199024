import {
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { workspaces } from './auth'
import { createdAt, id, updatedAt } from './columns'

/** pgvector without a fixed width: knowledge bases differ, so each width has a partial index of its own, made by lib/rag. */
const vector = customType<{ data: number[] | Float32Array; driverData: string }>({
  dataType: () => 'vector',
  toDriver: (value) => `[${Array.from(value).join(',')}]`,
  fromDriver: (value) => value.slice(1, -1).split(',').map(Number),
})
const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' })

const workspaceId = () =>
  uuid()
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' })

export const knowledgeBases = pgTable(
  'knowledge_bases',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    description: text().notNull().default(''),
    embedder: text().notNull(),
    embedderHash: text().notNull(),
    dims: integer().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId)],
)

const knowledgeBaseId = () =>
  uuid()
    .notNull()
    .references(() => knowledgeBases.id, { onDelete: 'cascade' })

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
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.knowledgeBaseId, table.name)],
)

export const chunks = pgTable(
  'chunks',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    documentId: uuid()
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
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
    search: tsvector().notNull(),
  },
  (table) => [
    uniqueIndex().on(table.documentId, table.ordinal),
    index().on(table.knowledgeBaseId),
    index().using('gin', table.search),
  ],
)
