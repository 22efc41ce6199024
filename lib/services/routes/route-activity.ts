import 'server-only'
import { sql } from 'drizzle-orm'
import type { RouteView } from '@/lib/contracts/routes'
import { type Database, rows } from '@/lib/db/database'

type Activity = RouteView['activity']

interface ActivityRow {
  route_id: string
  target: string
  calls: string | number
  firsts: string | number
  failures: string | number
  cost: string | number
  first_token_ms: number | null
}

export const noActivity = (): Activity => ({ requests: 0, furtherTries: 0, failures: 0, targets: [] })

/** Activity of the workspace's routes in the last seven days, by route id. */
export async function readRouteActivity(db: Database, workspaceId: string): Promise<Map<string, Activity>> {
  const found = await db.execute(sql`
    select route_id::text as route_id, connection_id || '/' || model as target, count(*) as calls,
      count(*) filter (where attempt = 1) as firsts,
      count(*) filter (where outcome = 'failed') as failures,
      coalesce(sum(cost_micros), 0) as cost,
      percentile_cont(0.5) within group (order by first_token_ms) filter (where outcome = 'ok') as first_token_ms
    from model_calls
    where workspace_id = ${workspaceId}::uuid and route_id is not null and at > now() - interval '7 days'
    group by 1, 2 order by 1, 3 desc`)
  const all = new Map<string, Activity>()
  for (const row of rows<ActivityRow>(found)) {
    const activity = all.get(row.route_id) ?? noActivity()
    const [calls, firsts, failures] = [Number(row.calls), Number(row.firsts), Number(row.failures)]
    activity.requests += firsts
    activity.furtherTries += calls - firsts
    activity.failures += failures
    const firstTokenMs = row.first_token_ms === null ? null : Number(row.first_token_ms)
    activity.targets.push({ target: row.target, calls, failures, firstTokenMs, costMicros: Number(row.cost) })
    all.set(row.route_id, activity)
  }
  return all
}
