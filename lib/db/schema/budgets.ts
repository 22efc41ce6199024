import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Degradation } from '@/lib/contracts/budgets'
import { createdAt, id, time, updatedAt } from './columns'
import { workspaceId } from './owned-by'

export const BUDGET_SCOPES = ['workspace', 'app', 'environment', 'key', 'end-user', 'run'] as const
export const BUDGET_PERIODS = ['day', 'month', 'total'] as const

export const budgets = pgTable(
  'budgets',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    scope: text({ enum: BUDGET_SCOPES }).notNull(),
    /** The app's or key's id, or an end user; null if each one has its own budget of this size. */
    scopeId: text(),
    period: text({ enum: BUDGET_PERIODS }).notNull(),
    limitMicros: bigint({ mode: 'number' }).notNull(),
    warnPercent: integer().notNull().default(80),
    degradation: jsonb().$type<Degradation>(),
    /** Model calls with an unknown price are rejected instead of counting 0. */
    refuseUnknownPrice: boolean().notNull().default(false),
    enabled: boolean().notNull().default(true),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId)],
)

const budgetId = () =>
  uuid()
    .notNull()
    .references(() => budgets.id, { onDelete: 'cascade' })

/** The amount spent of a budget, by period and subject. */
export const budgetSpends = pgTable(
  'budget_spends',
  {
    budgetId: budgetId(),
    workspaceId: workspaceId(),
    /** `2026-11-24`, `2026-11`, or `total`. */
    period: text().notNull(),
    subject: text().notNull(),
    spentMicros: bigint({ mode: 'number' }).notNull().default(0),
    /** Sum of the reservations of this row, so that one statement can reserve from the remaining amount. */
    reservedMicros: bigint({ mode: 'number' }).notNull().default(0),
    warnedAt: time(),
    stoppedAt: time(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.budgetId, table.period, table.subject] })],
)

/**
 * The maximum cost of a call in progress. Reservations of a dead process expire and no longer count. Their
 * row stays for a day, so that a call that was merely slow is still charged exactly once.
 */
export const budgetReservations = pgTable(
  'budget_reservations',
  {
    id: id(),
    budgetId: budgetId(),
    workspaceId: workspaceId(),
    period: text().notNull(),
    subject: text().notNull(),
    micros: bigint({ mode: 'number' }).notNull(),
    expiresAt: time().notNull().default(sql`now() + interval '15 minutes'`),
  },
  (table) => [index().on(table.budgetId, table.period, table.subject), index().on(table.expiresAt)],
)
