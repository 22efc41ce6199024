import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, id } from './columns'
import { knowledgeIndexes } from './knowledge'
import { workspaceId } from './owned-by'

/** Words of some chunks of an index (lib/rag/lexical). Written once, replaced by larger ones, never changed. */
export const wordSegments = pgTable(
  'word_segments',
  {
    id: id(),
    workspaceId: workspaceId(),
    indexId: uuid()
      .notNull()
      .references(() => knowledgeIndexes.id, { onDelete: 'cascade' }),
    chunkCount: integer().notNull(),
    /** Sums of the lengths of the chunks' texts and contexts, in terms. */
    textTerms: bigint({ mode: 'number' }).notNull(),
    contextTerms: bigint({ mode: 'number' }).notNull(),
    /** First term of each page from page 1 on. */
    firstTerms: text().array().notNull(),
    /** `TERMS_VERSION` (lib/rag/text/terms) of the tokenizer that made the terms; 1: from before it was noted. */
    termsVersion: integer().notNull().default(1),
    /** False while its pages are being stored or deleted, a few at a time: nobody reads it then. */
    isReady: boolean().notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.indexId)],
)

/** Page 0 holds the chunks' numbers and lengths, the ones after it terms in rising order, and page -1 the terms alone. */
export const wordPages = pgTable(
  'word_pages',
  {
    segmentId: uuid()
      .notNull()
      .references(() => wordSegments.id, { onDelete: 'cascade' }),
    page: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.segmentId, table.page] })],
)
