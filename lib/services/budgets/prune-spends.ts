import 'server-only'
import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'

/** Deletes the spending of old runs, days and months. Totals stay. */
export async function pruneSpends(db: Database): Promise<void> {
  await db.execute(sql`
    delete from budget_spends s using budgets b
    where b.id = s.budget_id and (
      (b.scope = 'run' and s.updated_at < now() - interval '30 days')
      or (b.scope <> 'run' and s.period <> 'total' and s.updated_at < now() - interval '100 days'))`)
}
