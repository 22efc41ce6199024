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
import { OUTCOMES } from '@/lib/contracts/experiments'
import { ONLINE_CAUSES } from '@/lib/contracts/online-rules'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id, time, updatedAt } from '../columns'
import { appId } from '../of-app'
import { workspaceId } from '../owned-by'

/** Scores the runs of published versions. */
export const onlineRules = pgTable(
  'online_rules',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    slug: text().notNull(),
    name: text().notNull(),
    /** Null for all environments. */
    environment: text(),
    scorers: jsonb().$type<ScorerSettings[]>().notNull(),
    share: doublePrecision().notNull(),
    dailyBudgetMicros: bigint({ mode: 'number' }).notNull(),
    isOn: boolean().notNull(),
    /** All runs up to this id are processed. */
    cursor: uuid().notNull(),
    /** Feedback up to this time is processed. */
    feedbackAt: time().notNull(),
    referenceAt: time().notNull(),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.appId, table.slug), index().on(table.workspaceId)],
)

const ruleId = () =>
  uuid()
    .notNull()
    .references(() => onlineRules.id, { onDelete: 'cascade' })

/** A run that a rule has processed, also one without a score. Deleted with the run. */
export const onlineRuns = pgTable(
  'online_runs',
  {
    ruleId: ruleId(),
    runId: uuid().notNull(),
    workspaceId: workspaceId(),
    versionNumber: integer(),
    cause: text({ enum: ONLINE_CAUSES }).notNull(),
    /**
     * Whether the hash of the run alone puts it into the sample, whatever the answer. Alerts count only these
     * runs for judges.
     */
    isInSample: boolean().notNull(),
    /** The probability with which judges score the run; 0: they do not. */
    probability: doublePrecision().notNull(),
    at: time().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.ruleId] }),
    index().on(table.ruleId, table.at),
    index().on(table.workspaceId, table.ruleId),
  ],
)

export const onlineScores = pgTable(
  'online_scores',
  {
    ruleId: ruleId(),
    runId: uuid().notNull(),
    scorer: text().notNull(),
    workspaceId: workspaceId(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    /** 0..1; null without a verdict. */
    value: doublePrecision(),
    hasPassed: boolean(),
    label: text(),
    /** Without personal data, like the evidence. */
    reason: text().notNull(),
    reasonRef: jsonb().$type<ProblemRef>(),
    evidence: text(),
    judge: text(),
    subject: text(),
    servedModel: text(),
    costMicros: bigint({ mode: 'number' }),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.ruleId, table.scorer] }),
    index().on(table.ruleId, table.createdAt),
  ],
)
