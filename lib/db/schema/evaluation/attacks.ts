import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { ATTACK_CATEGORIES, ATTACK_FORMS, ATTACK_SIGNS, type AttackPoint } from '@/lib/contracts/attacks'
import type { Graph } from '@/lib/graph/graph'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id, time } from '../columns'
import { appId } from '../of-app'
import { workspaceId } from '../owned-by'

/** A series of attacks on one graph, which is frozen at the start. */
export const attackCampaigns = pgTable(
  'attack_campaigns',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    versionNumber: integer(),
    environment: text(),
    graph: jsonb().$type<Graph>().notNull(),
    points: jsonb().$type<AttackPoint[]>().notNull(),
    size: text({ enum: ['quick', 'standard', 'thorough'] }).notNull(),
    status: text({ enum: ['queued', 'running', 'done', 'stopped', 'failed'] }).notNull(),
    /** Part of every canary, so that a campaign recognizes its own. */
    seed: integer().notNull(),
    total: integer().notNull(),
    budgetMicros: bigint({ mode: 'number' }),
    error: text(),
    errorRef: jsonb().$type<ProblemRef>(),
    createdBy: uuid(),
    createdAt: createdAt(),
    endedAt: time(),
  },
  (table) => [index().on(table.workspaceId, table.appId, table.id)],
)

/** One attack. The row exists before its run starts, so that a process that takes over follows the run. */
export const attackResults = pgTable(
  'attack_results',
  {
    campaignId: uuid()
      .notNull()
      .references(() => attackCampaigns.id, { onDelete: 'cascade' }),
    index: integer().notNull(),
    workspaceId: workspaceId(),
    runId: uuid().notNull(),
    /** Index of the attacked point. */
    point: integer().notNull(),
    /** Null for a harmless question, which measures over-refusal. */
    category: text({ enum: ATTACK_CATEGORIES }),
    form: text({ enum: ATTACK_FORMS }),
    status: text({ enum: ['running', 'resisted', 'succeeded', 'refused', 'answered', 'failed'] }).notNull(),
    sign: text({ enum: ATTACK_SIGNS }),
    payload: text().notNull(),
    evidence: text().notNull().default(''),
    costMicros: bigint({ mode: 'number' }),
  },
  (table) => [primaryKey({ columns: [table.campaignId, table.index] })],
)
