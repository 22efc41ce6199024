import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
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
import type { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import { type ExpectedPassage, LAB_ORIGINS, type LabViewer } from '@/lib/core/knowledge/lab-question'
import type { ModelRef } from '@/lib/engine/ports'
import { createdAt, id, time, updatedAt } from './columns'
import { knowledgeBases } from './knowledge'
import { workspaceId } from './owned-by'

const knowledgeBaseId = () =>
  uuid()
    .notNull()
    .references(() => knowledgeBases.id, { onDelete: 'cascade' })

/** A question whose answer is known to stand in the documents, and where. */
export const labQuestions = pgTable(
  'lab_questions',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    question: text().notNull(),
    /** SHA-256 of the question in lower case without white space at its ends: each is there once. */
    hash: text().notNull(),
    /** What a passage has to hold to count as an answer; empty: not known. */
    answer: text().notNull().default(''),
    expected: jsonb().$type<ExpectedPassage[]>().notNull(),
    /** null: sees all documents. */
    viewer: jsonb().$type<LabViewer>(),
    filters: jsonb().$type<FilterCondition[]>().notNull().default([]),
    origin: text({ enum: LAB_ORIGINS }).notNull(),
    /** What a model made waits for somebody to look at it, and is asked by no run before. */
    review: text({ enum: ['accepted', 'pending'] }).notNull(),
    /** Of one from a chat. */
    runId: uuid(),
    /** In the bin since; deleted for good a week later. */
    removedAt: time(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index().on(table.knowledgeBaseId, table.id),
    uniqueIndex('lab_questions_hash').on(table.knowledgeBaseId, table.hash).where(sql`removed_at is null`),
  ],
)

/** All accepted questions, asked with each of some configurations. */
export const labRuns = pgTable(
  'lab_runs',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    status: text({ enum: ['queued', 'running', 'done', 'failed', 'cancelled'] }).notNull(),
    /** As they were when it started: name and options of each. */
    configurations: jsonb().$type<JsonObject[]>().notNull(),
    /** Of the questions that are asked, in their order. */
    questionIds: uuid().array().notNull(),
    /** Searched when it started. */
    indexId: uuid(),
    done: integer().notNull().default(0),
    total: integer().notNull(),
    /** One entry a configuration; null until it is done. */
    figures: jsonb().$type<JsonObject[]>(),
    error: text(),
    createdBy: uuid(),
    createdByName: text(),
    createdAt: createdAt(),
    endedAt: time(),
  },
  (table) => [
    index().on(table.knowledgeBaseId, table.id),
    uniqueIndex('lab_runs_open').on(table.knowledgeBaseId).where(sql`status in ('queued', 'running')`),
  ],
)

/** What one configuration found for one question. What is here is not asked again when the run goes on after a crash. */
export const labResults = pgTable(
  'lab_results',
  {
    runId: uuid()
      .notNull()
      .references(() => labRuns.id, { onDelete: 'cascade' }),
    /** Place of the configuration in the run. */
    configuration: integer().notNull(),
    questionId: uuid().notNull(),
    workspaceId: workspaceId(),
    /** As it was asked. */
    question: text().notNull(),
    expected: jsonb().$type<ExpectedPassage[]>().notNull(),
    /** For each expected passage the place, from 1, of the first one given that holds it; null: none does. */
    places: jsonb().$type<(number | null)[]>().notNull(),
    /** null: no answer is known to look for. */
    answerFound: boolean(),
    /** The first of those that were given. */
    found: jsonb().$type<JsonObject[]>().notNull(),
    /** Of the best passage, 0..1. */
    confidence: doublePrecision(),
    durationMs: doublePrecision().notNull(),
    /** Millionths of a dollar; null: a price is not known. */
    costMicros: bigint({ mode: 'number' }),
    /** Why there is no answer to this one. */
    error: text(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.configuration, table.questionId] })],
)

/** What apps looked for, and how sure the best passage was: for the report on gaps. Goes with its run. */
export const knowledgeSearches = pgTable(
  'knowledge_searches',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    runId: uuid().notNull(),
    query: text().notNull(),
    /** Of the best passage, 0..1. */
    confidence: doublePrecision().notNull(),
    /** Passages that were given. */
    givenCount: integer().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.knowledgeBaseId, table.id), index().on(table.runId)],
)

/** A model reads passages one after the other and asks what they answer; `done` of `total` passages were read. */
export const labMakes = pgTable(
  'lab_makes',
  {
    id: id(),
    workspaceId: workspaceId(),
    knowledgeBaseId: knowledgeBaseId(),
    status: text({ enum: ['running', 'done', 'failed', 'cancelled'] }).notNull(),
    model: jsonb().$type<ModelRef>().notNull(),
    /** What is read, drawn when it started. */
    chunkIds: uuid().array().notNull(),
    done: integer().notNull().default(0),
    made: integer().notNull().default(0),
    /** Millionths of a dollar so far; null: a price is not known. */
    costMicros: bigint({ mode: 'number' }).default(0),
    error: text(),
    createdBy: uuid(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.knowledgeBaseId, table.id),
    uniqueIndex('lab_makes_running').on(table.knowledgeBaseId).where(sql`status = 'running'`),
  ],
)
