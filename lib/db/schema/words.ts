import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt, id } from './columns'
import { knowledgeIndexes } from './knowledge'
import { workspaceId } from './owned-by'

/** Inverted-index segments: postings of some chunks (lib/rag/lexical). Immutable; merged into larger segments. */
export const wordSegments = pgTable(
  'word_segments',
  {
    id: id(),
    workspaceId: workspaceId(),
    indexId: uuid()
      .notNull()
      .references(() => knowledgeIndexes.id, { onDelete: 'cascade' }),
    chunkCount: integer().notNull(),
    /** Total length of the chunks' texts and contexts, in terms. */
    textTerms: bigint({ mode: 'number' }).notNull(),
    contextTerms: bigint({ mode: 'number' }).notNull(),
    /** First term of each page from page 1 on. */
    firstTerms: text().array().notNull(),
    /** `TERMS_VERSION` (lib/rag/text/terms) of the tokenizer; 1: stored before it was recorded. */
    termsVersion: integer().notNull().default(1),
    /** False while its pages are being stored or deleted in batches: readers ignore it. */
    isReady: boolean().notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.indexId)],
)

/**
 * Page 0 holds the chunks' numbers and lengths, the following ones terms in ascending order, and page -1 only the
 * terms.
 */
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
