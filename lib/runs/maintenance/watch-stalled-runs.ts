import 'server-only'
import { sql } from 'drizzle-orm'
import { rows } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { System } from '@/lib/services/system'

/** Only the oldest runs are examined: the number of stalled ones is a signal, not a statistic. */
const MAX_EXAMINED = 200
/** An app's alert is new again after this time, if its runs are still stalled. */
const ALERT_AGAIN = '1 day'

const found = () => singleton('stalled-runs', () => ({ count: 0 }))

/** The number of stalled runs at the last check of this process. */
export const stalledRuns = (): number => found().count

interface StalledApp {
  workspaceId: string
  appId: string
  name: string
  count: number
  oldest: string
}

/**
 * Finds runs without progress: runs that are queued for a driver or running, and for which no event, streamed
 * text or answer to a question was stored for `minutes`. Paused runs wait for a person or a timer, and runs
 * with a concurrency key may wait for a slot; neither is stalled. A run that waits for a slow call is not
 * stalled either, because calls time out before the default of `STALLED_RUN_MINUTES`.
 */
export async function watchStalledRuns(system: System, minutes = env().stalledRunMinutes): Promise<void> {
  const stalled = await findStalled(system.db, minutes)
  found().count = stalled.reduce((sum, { count }) => sum + count, 0)
  if (env().role === 'web') return
  for (const app of stalled) await alertOnce(system.db, app, minutes)
}

async function findStalled(db: System['db'], minutes: number): Promise<StalledApp[]> {
  const since = sql`now() - make_interval(mins => ${minutes})`
  return rows<StalledApp>(
    await db.execute(sql`
      with candidates as materialized (
        select id, workspace_id, app_id from runs
        where status in ('queued', 'running') and not waits_for_turn and created_at < ${since}
        order by id limit ${MAX_EXAMINED}
      )
      select c.workspace_id as "workspaceId", c.app_id as "appId", a.name, count(*)::int as count, min(c.id::text) as oldest
      from candidates c join apps a on a.id = c.app_id and a.workspace_id = c.workspace_id
      where not exists (
        select from (
          select e.events from run_events e
          where e.run_id = c.id and json_array_length(e.events) > 0 order by e.seq desc limit 1
        ) last where to_timestamp((last.events->-1->'event'->>'atMs')::double precision / 1000) >= ${since}
      )
      and not exists (select from run_chunks t where t.run_id = c.id and t.created_at >= ${since})
      and not exists (select from waits w where w.run_id = c.id and w.answered_at >= ${since})
      group by 1, 2, 3
    `),
  )
}

async function alertOnce(db: System['db'], app: StalledApp, minutes: number): Promise<void> {
  const { workspaceId, appId, name, count, oldest } = app
  const recent = rows(
    await db.execute(sql`
      select from alerts where workspace_id = ${workspaceId} and key = ${`runs-stalled:${appId}`}
        and last_at > now() - ${ALERT_AGAIN}::interval
    `),
  )
  if (recent.length > 0) return
  log().warn({ workspaceId, appId, count, runId: oldest }, 'runs show no progress')
  await raiseAlert(db, {
    workspaceId,
    kind: 'runs-stalled',
    key: appId,
    title: problem('alerts.runsStalled', { app: name }),
    message: problem('alerts.runsStalledText', { count, minutes }),
    link: `/runs/${oldest}`,
  })
}
