import 'server-only'
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import type { CountedBudget } from './counted-budgets'
import { periodKey } from './period-key'

export interface SpendRow {
  budgetId: string
  period: string
  subject: string
  spentMicros: number
  reservedMicros: number
  isWarned: boolean
  isStopped: boolean
}

export interface Reservation {
  /** Every budget had something left, and the amount is reserved in all of them. */
  isReserved: boolean
  /** The amounts before the reservation; empty only when a budget was deleted meanwhile. */
  spends: SpendRow[]
  reservationIds: string[]
}

export interface ReserveOptions {
  /** Requires the whole amount to be left, for large amounts known in advance. */
  mustFit?: boolean
  /** Time for which the amount stays reserved unless it is settled. */
  seconds?: number
}

const CALL_SECONDS = 900

/** Midnight may fall between inserting a row and finding it. */
const TRIES = 3

/**
 * Reserves an amount in all of these budgets, or in none. A single statement locks the rows in the order of the
 * budgets' ids and so sees what other processes have spent and reserved.
 */
export async function reserveMicros(
  db: Database | Transaction,
  workspaceId: string,
  budgets: readonly CountedBudget[],
  micros: number,
  options: ReserveOptions = {},
): Promise<Reservation> {
  for (let attempt = 0; ; attempt += 1) {
    const reservation = await tryToReserve(db, { workspaceId, budgets, micros, ...options })
    if (reservation.spends.length === budgets.length || attempt === TRIES) return reservation
    await insertRows(db, workspaceId, budgets)
  }
}

interface Wanted extends ReserveOptions {
  workspaceId: string
  budgets: readonly CountedBudget[]
  micros: number
}

async function tryToReserve(
  db: Database | Transaction,
  { workspaceId, budgets, micros, mustFit = false, seconds = CALL_SECONDS }: Wanted,
): Promise<Reservation> {
  // An exact fit is admitted; a call only needs something to be left.
  const required = mustFit ? Math.max(1, micros) : 1
  const budgetLimits = budgets.map(({ id, subject, period, limitMicros }) => ({
    reservation_id: newId(),
    budget_id: id,
    subject,
    period,
    limit_micros: limitMicros,
  }))
  const found = await db.execute(sql`
    with wanted as (${wantedRows(budgetLimits)}),
    locked as (
      select s.*, w.limit_micros, w.reservation_id from budget_spends s
      join wanted w on s.budget_id = w.budget_id and s.subject = w.subject and s.period = ${periodKey(sql`w.period`)}
      where s.workspace_id = ${workspaceId}::uuid
      order by s.budget_id, s.subject for update of s),
    verdict as materialized (
      select count(*) = ${budgetLimits.length}::int and coalesce(bool_and(spent_micros + reserved_micros + ${required}::bigint <= limit_micros), true) as is_reserved
      from locked),
    held as (
      update budget_spends s set reserved_micros = s.reserved_micros + ${micros}::bigint
      from locked l, verdict v
      where v.is_reserved and s.budget_id = l.budget_id and s.period = l.period and s.subject = l.subject),
    kept as (
      insert into budget_reservations (id, budget_id, workspace_id, period, subject, micros, expires_at)
      select l.reservation_id, l.budget_id, l.workspace_id, l.period, l.subject, ${micros}::bigint,
        now() + ${seconds}::int * interval '1 second'
      from locked l, verdict v where v.is_reserved)
    select l.budget_id::text as "budgetId", l.period, l.subject, l.spent_micros::float8 as "spentMicros",
      l.reserved_micros::float8 as "reservedMicros", l.warned_at is not null as "isWarned",
      l.stopped_at is not null as "isStopped", v.is_reserved as "isReserved"
    from locked l, verdict v`)
  const spends = rows<SpendRow & { isReserved: boolean }>(found)
  return {
    isReserved: spends[0]?.isReserved ?? false,
    spends: spends.map(({ isReserved: _, ...spend }) => spend),
    reservationIds: budgetLimits.map((item) => item.reservation_id),
  }
}

/** Inserts the rows for the first call of a period and subject. */
async function insertRows(
  db: Database | Transaction,
  workspaceId: string,
  budgets: readonly CountedBudget[],
): Promise<void> {
  const budgetKeys = budgets.map(({ id, subject, period }) => ({ budget_id: id, subject, period }))
  await db.execute(sql`
    with wanted as (${wantedRows(budgetKeys)})
    insert into budget_spends (budget_id, workspace_id, period, subject)
    select b.id, b.workspace_id, ${periodKey(sql`w.period`)}, w.subject from wanted w
    join budgets b on b.id = w.budget_id and b.workspace_id = ${workspaceId}::uuid
    order by b.id
    on conflict do nothing`)
}

const wantedRows = (budgetRows: readonly object[]) => sql`
  select * from jsonb_to_recordset(${JSON.stringify(budgetRows)}::text::jsonb)
  as w(reservation_id uuid, budget_id uuid, subject text, period text, limit_micros bigint)`
