import { boolean, doublePrecision, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, time } from '../columns'
import { userId, workspaceId } from '../owned-by'
import { evaluations } from './evaluations'

/** An answer that people label to calibrate a judge, as it was when it was selected. */
export const reviewItems = pgTable(
  'review_items',
  {
    id: id(),
    workspaceId: workspaceId(),
    evaluationId: uuid()
      .notNull()
      .references(() => evaluations.id, { onDelete: 'cascade' }),
    /** Hash of the content that the judge was shown, with its criteria. */
    subject: text().notNull(),
    graphHash: text().notNull(),
    versionNumber: integer(),
    input: text().notNull(),
    expected: text().notNull(),
    answer: text().notNull(),
    /** Texts of the passages that the app found. */
    passages: text().array().notNull().default([]),
    /** Number of people who label it: some items measure the agreement of people. */
    reviewers: integer().notNull().default(1),
    reservedBy: uuid(),
    reservedUntil: time(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex().on(table.evaluationId, table.subject)],
)

/** Labeled without knowing the verdict of the judge. */
export const reviewLabels = pgTable(
  'review_labels',
  {
    id: id(),
    workspaceId: workspaceId(),
    itemId: uuid()
      .notNull()
      .references(() => reviewItems.id, { onDelete: 'cascade' }),
    reviewerId: userId(),
    reviewerName: text().notNull(),
    passes: boolean().notNull(),
    seconds: doublePrecision().notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex().on(table.itemId, table.reviewerId), index().on(table.workspaceId)],
)
