import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'

/** Fills one workspace with completed runs, their events, and one model call per run. @returns the workspace's id */
export async function fillRuns(db: Database, count: number): Promise<string> {
  const [workspaceId, appId] = [newId(), newId()]
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'Bench', '')`)
  await db.execute(sql`insert into apps (id, workspace_id, name, kind, draft)
    values (${appId}, ${workspaceId}, 'Bench', 'chat', '{}')`)
  // UUIDv7 ids of the last 90 days, in order. None is recent enough to be swept.
  const endMs = Date.now() - 2 * 60 * 60 * 1_000
  const id = sql`(lpad(to_hex(${endMs}::bigint - (${count}::bigint - n) * (90::bigint * 86400000 / ${count}::bigint)), 12, '0')
    || '70008' || lpad(to_hex(n), 15, '0'))::uuid`
  const createdAt = sql`now() - interval '1 hour' - (${count}::int - n) * interval '90 days' / ${count}::int`
  await db.execute(sql`
    insert into runs (id, workspace_id, app_id, plan_hash, origin, status, preview, inputs, labels, duration_ms, cost_micros, created_at)
    select ${id}, ${workspaceId}::uuid, ${appId}::uuid, 'x', 'api', case when n % 20 = 0 then 'failed' else 'succeeded' end,
      'question ' || md5(n::text), '{}', '{}', case when n % 50 = 0 then null else random() * 60000 end,
      case when n % 3 = 0 then null else (random() * 100000)::bigint end, ${createdAt}
    from generate_series(1, ${count}::int) n`)
  await db.execute(sql`
    insert into run_events (run_id, seq, writer, events)
    select ${id}, seq, 'bench', json_build_array(repeat(md5(n::text), 20))
    from generate_series(1, ${count}::int) n, generate_series(1, 3) seq`)
  await db.execute(sql`
    insert into model_calls (id, workspace_id, at, run_id, app_id, origin, ability, connection_id, provider, host, model,
      outcome, duration_ms, sent_characters, data_kinds)
    select gen_random_uuid(), ${workspaceId}::uuid, now() - random() * interval '29 days', ${id}, ${appId}::uuid, 'api', 'chat',
      'connection ' || n % 4, 'openai', (array['api.openai.com', '', 'relay.example', '10.0.0.5'])[1 + n % 4], 'model ' || n % 6,
      case when n % 10 = 0 then 'cached' else 'ok' end, 1, 1000 + n % 5000,
      (array['["prompt"]', '["documents", "prompt"]', '["images", "prompt"]', '["prompt", "tool-results"]'])[1 + n % 3]::jsonb
    from generate_series(1, ${count}::int) n`)
  for (const table of ['runs', 'run_events', 'model_calls']) await db.execute(sql.raw(`vacuum analyze ${table}`))
  return workspaceId
}
