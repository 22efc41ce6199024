import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

/** The current period by the database clock, in UTC: `2026-11-24`, `2026-11` or `total`. */
export function periodKey(period: SQL): SQL {
  return sql`case ${period} when 'day' then to_char(now() at time zone 'UTC', 'YYYY-MM-DD')
    when 'month' then to_char(now() at time zone 'UTC', 'YYYY-MM') else 'total' end`
}
