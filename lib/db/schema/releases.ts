import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { StoredOverride } from '@/lib/contracts/gate-override'
import type { RolloutDecision, RolloutPlan, RolloutRules } from '@/lib/contracts/rollouts'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { versions } from './apps'
import { createdAt, id, time, updatedAt } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'

/** A value that replaces the workspace's secret of the same name in runs of one environment. */
export const environmentSecrets = pgTable(
  'environment_secrets',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: text().notNull(),
    name: text().notNull(),
    encryptedValue: text().notNull(),
    last4: text(),
    hosts: jsonb().$type<string[]>().notNull(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.appId, table.environment, table.name)],
)

export const RELEASE_KINDS = ['publish', 'promote', 'rollback', 'schedule', 'rollout', 'offline'] as const

/** History of live versions and who released them; immutable. */
export const releases = pgTable(
  'releases',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: text().notNull(),
    /** Null if it was taken offline. */
    versionId: uuid().references(() => versions.id),
    previousVersionId: uuid(),
    kind: text({ enum: RELEASE_KINDS }).notNull(),
    note: text().notNull().default(''),
    /** Key of the note, for a release by the rules of a rollout. */
    noteRef: jsonb().$type<ProblemRef>(),
    actorId: uuid(),
    actorName: text().notNull(),
    /** Who approved it, where that was required. */
    approvedBy: text(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.appId, table.environment, table.id)],
)

export const REQUEST_STATUSES = ['waiting', 'scheduled', 'done', 'declined', 'cancelled', 'failed'] as const

/** A pending release: it waits for a second person, for its time, or for both. */
export const releaseRequests = pgTable(
  'release_orders',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: text().notNull(),
    versionId: uuid()
      .notNull()
      .references(() => versions.id),
    /** Starts a canary instead of going live for everyone. */
    rollout: jsonb().$type<RolloutPlan>(),
    note: text().notNull().default(''),
    status: text({ enum: REQUEST_STATUSES }).notNull(),
    /** By the database's clock. */
    dueAt: time(),
    timeZone: text(),
    requestedBy: uuid(),
    requestedByName: text().notNull(),
    decidedBy: text(),
    decidedAt: time(),
    error: text(),
    /** Releases although the gate fails. */
    override: jsonb().$type<StoredOverride>(),
    /** The gate was inconclusive or overridden, so a second person must agree. */
    needsSecondPerson: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.appId, table.id),
    index('release_orders_due_index').on(table.dueAt).where(sql`status = 'scheduled'`),
  ],
)

export const ROLLOUT_STATUSES = ['running', 'promoted', 'rolled-back', 'stopped'] as const

/** Another version beside the live one: for a share of the conversations (canary), or in the background (shadow). */
export const rollouts = pgTable(
  'rollouts',
  {
    id: id(),
    workspaceId: workspaceId(),
    appId: appId(),
    environment: text().notNull(),
    kind: text({ enum: ['canary', 'shadow'] }).notNull(),
    versionId: uuid()
      .notNull()
      .references(() => versions.id),
    /** The live version it is compared to. */
    baseVersionId: uuid()
      .notNull()
      .references(() => versions.id),
    percent: integer().notNull(),
    stickyBy: text({ enum: ['conversation', 'key'] }).notNull(),
    rules: jsonb().$type<RolloutRules>(),
    status: text({ enum: ROLLOUT_STATUSES }).notNull().default('running'),
    /** The last evaluation of the rules. */
    decision: jsonb().$type<RolloutDecision>(),
    /** Null in old rows, which lack it. */
    startedBy: uuid(),
    startedByName: text().notNull(),
    /** Who approved it, where that was required; else null. */
    approvedBy: text(),
    createdAt: createdAt(),
    endedAt: time(),
    /** Why it ended, as a sentence. */
    endedBecause: text(),
    endedBecauseRef: jsonb().$type<ProblemRef>(),
  },
  (table) => [
    index().on(table.appId, table.id),
    uniqueIndex('rollouts_running_index').on(table.appId, table.environment).where(sql`status = 'running'`),
  ],
)
