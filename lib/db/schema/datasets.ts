import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ExampleData } from '@/lib/contracts/example-data'
import type { JsonObject } from '@/lib/core/json'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id, time, updatedAt } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'

export const DATASET_KINDS = ['chat', 'qa', 'classification', 'case'] as const
export const EXAMPLE_SPLITS = ['train', 'validation', 'test'] as const

export const datasets = pgTable(
  'datasets',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    description: text().notNull().default(''),
    kind: text({ enum: DATASET_KINDS }).notNull(),
    /** Card texts written by people: intended use, limits, contact. */
    card: jsonb().$type<JsonObject>().notNull().default({}),
    deletedAt: time(),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId)],
)

const datasetId = () =>
  uuid()
    .notNull()
    .references(() => datasets.id, { onDelete: 'cascade' })

/** Origins of examples and their permitted use. */
export const datasetSources = pgTable(
  'dataset_sources',
  {
    id: id(),
    workspaceId: workspaceId(),
    datasetId: datasetId(),
    kind: text({ enum: ['upload', 'runs', 'feedback', 'generated', 'manual'] }).notNull(),
    name: text().notNull(),
    origin: text().notNull().default(''),
    licence: text().notNull().default(''),
    /** Parameters of the import: the file and its columns, the filter of runs, or the model prompt. */
    settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** The result: rows read, added, duplicates, rejected and why. */
    report: jsonb().$type<JsonObject>().notNull().default({}),
    /** `draft`: an uploaded file whose columns are not mapped yet. */
    status: text({ enum: ['draft', 'queued', 'running', 'done', 'failed'] }).notNull(),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdBy: uuid(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.datasetId)],
)

/** The draft of the data set: the content of its next version. Examples are identified by hash, so each exists once. */
export const datasetExamples = pgTable(
  'dataset_examples',
  {
    id: id(),
    workspaceId: workspaceId(),
    datasetId: datasetId(),
    sourceId: uuid(),
    hash: text().notNull(),
    /** Hash of the normalized question alone, to find leaks between the splits. */
    inputHash: text().notNull(),
    /** Immutable: editing an example creates a new row, so that versions keep theirs. */
    data: jsonb().$type<ExampleData>().notNull(),
    /** The content without personal data; null when none was found. Exports and training use this. */
    masked: jsonb().$type<ExampleData>(),
    /** A person decided to keep the personal data. */
    keepPersonal: boolean().notNull().default(false),
    /** For search and lists. */
    preview: text().notNull(),
    label: text(),
    split: text({ enum: EXAMPLE_SPLITS }),
    review: text({ enum: ['pending', 'approved', 'rejected'] }).notNull(),
    /** Kinds of personal data that were found, such as `email`; masked before use. */
    personal: jsonb().$type<string[]>().notNull().default([]),
    tokens: integer().notNull().default(0),
    /** ISO 639-1, detected from the text, or `und`. */
    language: text().notNull().default('und'),
    runId: uuid(),
    /** Removed from the draft; existing versions keep it. */
    removedAt: time(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex().on(table.datasetId, table.hash),
    index().on(table.datasetId, table.id),
    index().on(table.datasetId, table.inputHash),
  ],
)

/** Immutable. */
export const datasetVersions = pgTable(
  'dataset_versions',
  {
    id: id(),
    workspaceId: workspaceId(),
    datasetId: datasetId(),
    number: integer().notNull(),
    note: text().notNull().default(''),
    /** Counts by split and label, tokens, lengths, sources with licenses. */
    statistics: jsonb().$type<JsonObject>().notNull(),
    createdBy: uuid(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex().on(table.datasetId, table.number)],
)

export const datasetVersionExamples = pgTable(
  'dataset_version_examples',
  {
    versionId: uuid()
      .notNull()
      .references(() => datasetVersions.id, { onDelete: 'cascade' }),
    exampleId: uuid()
      .notNull()
      .references(() => datasetExamples.id),
    workspaceId: workspaceId(),
    split: text({ enum: EXAMPLE_SPLITS }).notNull(),
    keepPersonal: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.exampleId] })],
)

/** Feedback on an answer, one row per run and person. */
export const runFeedback = pgTable(
  'run_feedback',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    runId: uuid().notNull(),
    /** `user:<id>` of a member, `end:<id>` of an end user, or `key:<id>`. */
    author: text().notNull(),
    rating: text({ enum: ['up', 'down'] }).notNull(),
    reason: text().notNull().default(''),
    /** The answer that would have been right. */
    correction: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex().on(table.runId, table.author),
    index().on(table.workspaceId, table.appId, table.id),
    index('run_feedback_down_index').on(table.workspaceId, table.id).where(sql`rating = 'down'`),
  ],
)
