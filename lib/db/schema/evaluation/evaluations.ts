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
import { EXPERIMENT_STATUSES, OUTCOMES, type VariantView } from '@/lib/contracts/experiments'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import type { JsonObject } from '@/lib/core/json'
import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import type { Graph } from '@/lib/graph/graph'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { users } from '../auth'
import { createdAt, id, time, updatedAt } from '../columns'
import { datasets, datasetVersions } from '../datasets'
import { appId } from '../of-app'
import { workspaceId } from '../owned-by'

/** An app, cases, and the scorers of its answers. */
export const evaluations = pgTable(
  'evaluations',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    datasetId: uuid()
      .notNull()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** Names it in the HTTP API. */
    slug: text().notNull(),
    /** `regressions`: the regression tests of the app, at most one. */
    purpose: text({ enum: ['custom', 'regressions'] })
      .notNull()
      .default('custom'),
    split: text({ enum: ['train', 'validation', 'test', 'all'] }).notNull(),
    /** The first is the primary metric. */
    scorers: jsonb().$type<ScorerSettings[]>().notNull(),
    repeats: integer().notNull().default(1),
    margin: doublePrecision().notNull().default(0.02),
    /** The experiments and live versions for which its reported problems were last checked. */
    closedState: text(),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index().on(table.workspaceId, table.appId),
    uniqueIndex().on(table.workspaceId, table.slug),
    uniqueIndex('evaluations_regressions_index').on(table.appId).where(sql`purpose = 'regressions'`),
  ],
)

/** A variant with the graph that it had when the experiment started. */
export interface FrozenVariant extends VariantView {
  versionId: string | null
  graph: Graph
  /** Hash of the settings of its models; absent in experiments that were started before gates existed. */
  models?: string
}

/** All cases of a data set version, run with each variant. Settings are frozen at the start. */
export const experiments = pgTable(
  'experiments',
  {
    id: id(),
    workspaceId: workspaceId(),
    evaluationId: uuid()
      .notNull()
      .references(() => evaluations.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    status: text({ enum: EXPERIMENT_STATUSES }).notNull(),
    datasetVersionId: uuid()
      .notNull()
      .references(() => datasetVersions.id, { onDelete: 'cascade' }),
    variants: jsonb().$type<FrozenVariant[]>().notNull(),
    split: text({ enum: ['train', 'validation', 'test', 'all'] }).notNull(),
    scorers: jsonb().$type<ScorerSettings[]>().notNull(),
    repeats: integer().notNull(),
    margin: doublePrecision().notNull(),
    /** A part of an optimization; such experiments are no evidence for gates and are not listed. */
    part: text({ enum: ['search', 'held-out'] }),
    /** Calls every step again. */
    isFresh: boolean().notNull().default(false),
    exampleCount: integer().notNull(),
    done: integer().notNull().default(0),
    total: integer().notNull(),
    costMicros: bigint({ mode: 'number' }).notNull().default(0),
    budgetMicros: bigint({ mode: 'number' }),
    /** The summary of each variant; null until it ends. */
    summaries: jsonb().$type<JsonObject[]>(),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdBy: uuid(),
    createdByName: text(),
    /** Set for a request through the HTTP API, with the hash of its body. */
    idempotencyKey: text(),
    requestHash: text(),
    createdAt: createdAt(),
    endedAt: time(),
  },
  (table) => [
    uniqueIndex().on(table.evaluationId, table.number),
    uniqueIndex().on(table.workspaceId, table.idempotencyKey),
  ],
)

const experimentId = () =>
  uuid()
    .notNull()
    .references(() => experiments.id, { onDelete: 'cascade' })

/**
 * One answer. The row exists before its run starts and names it, so that a process that takes over finds the run
 * instead of starting another.
 */
export const experimentResults = pgTable(
  'experiment_results',
  {
    experimentId: experimentId(),
    variant: integer().notNull(),
    exampleId: uuid().notNull(),
    trial: integer().notNull(),
    workspaceId: workspaceId(),
    /** Null if copied from an earlier result. */
    runId: uuid(),
    /** `interrupted`: it failed for a reason outside the app. */
    status: text({ enum: ['running', 'answered', 'app-failed', 'interrupted'] }).notNull(),
    /** Hash of everything that determines the answer. */
    reuseKey: text().notNull(),
    /** Hash of the documents, connections and routes at that time. */
    world: text().notNull(),
    isReused: boolean().notNull().default(false),
    reusedSteps: integer().notNull().default(0),
    stepCount: integer().notNull().default(0),
    /** Input of the case at that time. */
    input: text().notNull(),
    expected: text().notNull(),
    cluster: text(),
    answer: text().notNull().default(''),
    outputs: jsonb().$type<JsonObject>(),
    passages: jsonb().$type<JsonObject[]>().notNull().default([]),
    expectedPassages: jsonb().$type<ExpectedPassage[]>().notNull().default([]),
    /** Null if steps were reused. */
    latencyMs: doublePrecision(),
    costMicros: bigint({ mode: 'number' }),
    /** Time and cost, including those of the reused steps when they ran; null if unknown. */
    wholeMs: doublePrecision(),
    wholeCostMicros: bigint({ mode: 'number' }),
    tokens: integer().notNull().default(0),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.experimentId, table.variant, table.exampleId, table.trial] }),
    index().on(table.workspaceId, table.reuseKey),
    index().on(table.workspaceId, table.exampleId, table.trial),
  ],
)

/** The judgment of one scorer on one answer. */
export const experimentScores = pgTable(
  'experiment_scores',
  {
    experimentId: experimentId(),
    variant: integer().notNull(),
    exampleId: uuid().notNull(),
    trial: integer().notNull(),
    scorer: text().notNull(),
    workspaceId: workspaceId(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    /** 0..1; null without a verdict. */
    value: doublePrecision(),
    label: text(),
    reason: text().notNull(),
    reasonRef: jsonb().$type<ProblemRef>(),
    evidence: text(),
    /** Hash of a model judge's settings and of the content that it was shown. */
    judge: text(),
    subject: text(),
    servedModel: text(),
    /** Null if no model was called. */
    costMicros: bigint({ mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.experimentId, table.variant, table.exampleId, table.trial, table.scorer] }),
    index().on(table.workspaceId, table.judge, table.subject).where(sql`judge is not null`),
  ],
)

/** A problem that became a regression test: who reported it, and the live version that fixes it. */
export const reportedProblems = pgTable(
  'reported_problems',
  {
    evaluationId: uuid()
      .notNull()
      .references(() => evaluations.id, { onDelete: 'cascade' }),
    runId: uuid().notNull(),
    workspaceId: workspaceId(),
    /** Null if that member has left, or the problem was reported before reporters were stored. */
    reportedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    /** The live version that passes every trial of the test. Null while the problem is open. */
    fixedInVersion: integer(),
    closedAt: time(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.evaluationId, table.runId] })],
)
