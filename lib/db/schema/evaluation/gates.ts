import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { StoredOverride } from '@/lib/contracts/gate-override'
import type { GateRuleResult, GateRules } from '@/lib/contracts/gates'
import { createdAt, id, updatedAt } from '../columns'
import { appId } from '../of-app'
import { workspaceId } from '../owned-by'
import { evaluations } from './evaluations'

/**
 * The rules that a version must meet before an environment serves it. By the name of the environment, so that deleting
 * and recreating the environment does not lift them.
 */
export const gates = pgTable(
  'gates',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: text().notNull(),
    /** Null if it was deleted, so that nothing can pass. */
    evaluationId: uuid().references(() => evaluations.id, { onDelete: 'set null' }),
    rules: jsonb().$type<GateRules>().notNull(),
    updatedBy: text().notNull(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.appId, table.environment)],
)

/** The gate's result when a release was requested; immutable. */
export const gateDecisions = pgTable(
  'gate_decisions',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: text().notNull(),
    /** Null for a rejected publication, whose version was not stored. */
    versionId: uuid(),
    graphHash: text().notNull(),
    /** `publish`, `promote`, `schedule`, `canary`, `rollout` or `request`. */
    action: text().notNull(),
    answer: text({ enum: ['passes', 'fails', 'inconclusive'] }).notNull(),
    rules: jsonb().$type<GateRuleResult[]>().notNull(),
    /** The data set version of the evidence. */
    datasetVersionId: uuid(),
    override: jsonb().$type<StoredOverride>(),
    isAllowed: boolean().notNull(),
    actorName: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.appId, table.id)],
)
