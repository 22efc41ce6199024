import 'server-only'
import { sql } from 'drizzle-orm'
import { type Database, rows } from '@/lib/db/database'

export interface Settled {
  budgetId: string
  period: string
  subject: string
  /** Including this call. */
  spentMicros: number
  isWarned: boolean
  isStopped: boolean
}

/**
 * Turns reservations into spending. A call counts only while its reservation row exists, so it never counts twice, even
 * if this statement is retried after a lost response.
 */
export async function settleMicros(
  db: Database,
  workspaceId: string,
  reservationIds: readonly string[],
  micros: number,
): Promise<Settled[]> {
  const found = await db.execute(sql`
    with gone as (
      delete from budget_reservations
      where workspace_id = ${workspaceId}::uuid
        and id in (select jsonb_array_elements_text(${JSON.stringify(reservationIds)}::text::jsonb)::uuid)
      returning budget_id, period, subject, micros),
    locked as (
      select s.budget_id, s.period, s.subject, g.micros from budget_spends s
      join gone g on s.budget_id = g.budget_id and s.period = g.period and s.subject = g.subject
      where s.workspace_id = ${workspaceId}::uuid
      order by s.budget_id, s.period, s.subject for update of s)
    update budget_spends s set spent_micros = s.spent_micros + ${micros}::bigint,
      reserved_micros = greatest(0, s.reserved_micros - l.micros), updated_at = now()
    from locked l
    where s.budget_id = l.budget_id and s.period = l.period and s.subject = l.subject
    returning s.budget_id::text as "budgetId", s.period, s.subject, s.spent_micros::float8 as "spentMicros",
      s.warned_at is not null as "isWarned", s.stopped_at is not null as "isStopped"`)
  return rows<Settled>(found)
}
