import 'server-only'
import { sql } from 'drizzle-orm'
import { type Database, rows, type Transaction } from '@/lib/db/database'

/**
 * Releases the reservations of dead processes. Skips rows that are being settled.
 * @returns the number of released reservations
 */
export async function releaseExpired(db: Database | Transaction, workspaceId: string): Promise<number> {
  const found = await db.execute(sql`
    with expired as (
      select id, budget_id, period, subject, micros from budget_reservations
      where workspace_id = ${workspaceId}::uuid and expires_at <= now() and micros > 0
      for update skip locked),
    freed as materialized (
      select budget_id, period, subject, sum(micros)::bigint as micros, count(*) as calls from expired group by 1, 2, 3),
    locked as (
      select s.budget_id, s.period, s.subject, f.micros from budget_spends s
      join freed f on s.budget_id = f.budget_id and s.period = f.period and s.subject = f.subject
      order by s.budget_id, s.period, s.subject for update of s),
    given as (
      update budget_spends s set reserved_micros = greatest(0, s.reserved_micros - l.micros)
      from locked l where s.budget_id = l.budget_id and s.period = l.period and s.subject = l.subject),
    emptied as (update budget_reservations r set micros = 0 from expired e where r.id = e.id),
    old as (
      delete from budget_reservations
      where id in (
        select id from budget_reservations
        where workspace_id = ${workspaceId}::uuid and expires_at < now() - interval '1 day' and micros = 0
        limit 1000 for update skip locked))
    select coalesce(sum(calls), 0)::int as count from freed`)
  return rows<{ count: number }>(found)[0]?.count ?? 0
}
