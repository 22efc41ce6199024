import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'

interface Filling {
  workspaceId: string
  appId: string
  count: number
  oldestMs: number
  stepMs: number
}

const CHUNK = 20_000

/**
 * Runs of six nodes as stored by the product, oldest first: 20 events in 4 rows, each about 300 bytes of poorly
 * compressible text. One in a hundred failed.
 */
export async function fillRuns(db: Database, { workspaceId, appId, count, oldestMs, stepMs }: Filling): Promise<void> {
  for (let from = 0; from < count; from += CHUNK) {
    const to = Math.min(count, from + CHUNK) - 1
    const generated = sql`select n, (lpad(to_hex(ms), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid as id, ms
      from (select n, ${oldestMs}::bigint + n * ${stepMs}::bigint as ms from generate_series(${from}::int, ${to}::int) as n) as times`
    await db.execute(sql`insert into runs
      (id, workspace_id, app_id, plan_hash, origin, status, preview, inputs, outputs, labels, error, duration_ms, created_at, started_at, ended_at)
      select id, ${workspaceId}, ${appId}, 'h', 'api', case when n % 100 = 0 then 'failed' else 'succeeded' end, 'Question ' || n,
        jsonb_build_object('message', 'Question ' || n), jsonb_build_object('text', md5(n::text)), '{}',
        case when n % 100 = 0 then 'The model did not answer.' end, 1200, to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0)
      from (${generated}) as made`)
    await db.execute(sql`insert into run_events (run_id, seq, writer, events)
      select id, (part * 5 + 1) * 1048576::bigint, '01990000-0000-7000-8000-000000000001', (
        select jsonb_agg(jsonb_build_object('seq', (part * 5 + k) * 1048576::bigint, 'event', jsonb_build_object(
          'type', case when k % 2 = 0 then 'node-end' else 'node-start' end, 'path', jsonb_build_array('node-' || part * 5 + k),
          'nodeId', 'node-' || part * 5 + k, 'atMs', ms + k, 'durationMs', k, case when k % 2 = 0 then 'outputs' else 'inputs' end,
          jsonb_build_object('text', md5(n || '-' || part || '-' || k) || ' ' || md5(k || '/' || n) || ' ' || md5(part || '+' || n)))))
        from generate_series(1, 5) as k)
      from (${generated}) as made, generate_series(0, 3) as part`)
  }
  await db.execute(sql`vacuum (analyze) runs`)
  await db.execute(sql`vacuum (analyze) run_events`)
}
