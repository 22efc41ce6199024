import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import {
  CANDIDATE_ORIGINS,
  CANDIDATE_STATUSES,
  OPTIMIZATION_STATUSES,
  type OptimizationLimits,
  type SearchParameter,
  STOP_REASONS,
} from '@/lib/contracts/optimizations'
import type { ModelChoice } from '@/lib/contracts/routes'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id, time } from '../columns'
import { workspaceId } from '../owned-by'
import { evaluations, experiments } from './evaluations'

/** A search for better settings. Its answers belong to an experiment whose variants are the candidates. */
export const optimizations = pgTable(
  'optimizations',
  {
    id: id(),
    workspaceId: workspaceId(),
    evaluationId: uuid()
      .notNull()
      .references(() => evaluations.id, { onDelete: 'cascade' }),
    experimentId: uuid()
      .notNull()
      .references(() => experiments.id, { onDelete: 'cascade' }),
    /** The finalists on the held-out cases; null until the search ends. */
    confirmationId: uuid().references(() => experiments.id, { onDelete: 'set null' }),
    /** The candidates of the variants of that experiment. */
    finalists: integer().array().notNull().default([]),
    status: text({ enum: OPTIMIZATION_STATUSES }).notNull(),
    stopReason: text({ enum: STOP_REASONS }),
    /** The value 0 of each is that of the draft. Rewritten instructions are added. */
    parameters: jsonb().$type<(SearchParameter & { nodeLabel: string; nodeType: string })[]>().notNull(),
    writer: jsonb().$type<ModelChoice>(),
    /** Ends when the model gives no usable reply. */
    isRewriting: boolean().notNull().default(false),
    /** What rewriting has cost. */
    writerCostMicros: bigint({ mode: 'number' }).notNull().default(0),
    limits: jsonb().$type<OptimizationLimits>().notNull(),
    searchCases: integer().notNull(),
    heldOutCases: integer().notNull(),
    seed: integer().notNull(),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdBy: uuid(),
    createdAt: createdAt(),
    endedAt: time(),
  },
  (table) => [index().on(table.workspaceId, table.evaluationId)],
)

/** Variant `index` of the experiment. */
export const optimizationCandidates = pgTable(
  'optimization_candidates',
  {
    optimizationId: uuid()
      .notNull()
      .references(() => optimizations.id, { onDelete: 'cascade' }),
    index: integer().notNull(),
    workspaceId: workspaceId(),
    origin: text({ enum: CANDIDATE_ORIGINS }).notNull(),
    parent: integer(),
    /** The value of each parameter. */
    choice: integer().array().notNull(),
    status: text({ enum: CANDIDATE_STATUSES }).notNull(),
    /** The stage of the race; each has more cases. */
    stage: integer().notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.optimizationId, table.index] }), index().on(table.workspaceId)],
)
