import 'server-only'
import { sql } from 'drizzle-orm'
import type {
  AppOverview,
  AppOverviewSums,
  getAppOverview as getAppOverviewContract,
} from '@/lib/contracts/app-overview'
import { firstIdAt } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { isHead } from '../conversations/thread-sql'
import { getAppRow } from './get-app-row'

const DAY_MS = 86_400_000
const NONE: AppOverviewSums = {
  runs: 0,
  failures: 0,
  draftRuns: 0,
  conversations: 0,
  thumbsUp: 0,
  thumbsDown: 0,
  costMicros: 0,
  unpricedCalls: 0,
}

export const getAppOverview: Verb<typeof getAppOverviewContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const today = Math.floor(ctx.now().getTime() / DAY_MS) * DAY_MS
  const since = today - (query.days - 1) * DAY_MS
  const [found, audience, lastRun] = await Promise.all([
    readDays(ctx, params.appId, since),
    readAudience(ctx, params.appId, since),
    readLastRun(ctx, params.appId),
  ])
  const byDay = new Map(found.map(({ day, ...sums }) => [day, sums]))
  const days = Array.from({ length: query.days }, (_, index) => {
    const day = new Date(since + index * DAY_MS).toISOString().slice(0, 10)
    return { ...NONE, ...byDay.get(day), day }
  })
  return { days, sums: sumOf(days), ...audience, lastRun }
}

function sumOf(days: AppOverview['days']): AppOverviewSums {
  const sums = { ...NONE }
  for (const day of days) for (const key of KEYS) sums[key] += day[key]
  return sums
}
const KEYS = Object.keys(NONE) as (keyof AppOverviewSums)[]

type DayRow = AppOverviewSums & { day: string }

/** Ids begin with the time, so that ranges of them are read from the indexes by app. */
const runsOfApp = ({ workspace }: ServiceContext, appId: string, since: number) =>
  sql`workspace_id = ${workspace.id}::uuid and app_id = ${appId}::uuid and id >= ${firstIdAt(since)}::uuid`

async function readDays(ctx: ServiceContext, appId: string, since: number): Promise<DayRow[]> {
  const scope = runsOfApp(ctx, appId, since)
  const from = new Date(since).toISOString().slice(0, 10)
  return rows<DayRow>(
    await ctx.db.execute(sql`
      select day::text as day, sum(runs)::float8 as runs, sum(failures)::float8 as failures,
        sum(draft_runs)::float8 as "draftRuns", sum(conversations)::float8 as conversations,
        sum(up)::float8 as "thumbsUp", sum(down)::float8 as "thumbsDown",
        sum(cost)::float8 as "costMicros", sum(unpriced)::float8 as "unpricedCalls"
      from (
        select (created_at at time zone 'UTC')::date as day,
          count(*) filter (where version_id is not null) as runs,
          count(*) filter (where version_id is not null and status = 'failed') as failures,
          count(*) filter (where version_id is null) as draft_runs,
          0 as conversations, 0 as up, 0 as down, 0 as cost, 0 as unpriced
        from runs where ${scope} and shadow_of is null group by 1
        union all
        select (created_at at time zone 'UTC')::date, 0, 0, 0, count(*), 0, 0, 0, 0
        from runs r where ${scope} and ${isHead} group by 1
        union all
        select (created_at at time zone 'UTC')::date, 0, 0, 0, 0,
          count(*) filter (where rating = 'up'), count(*) filter (where rating = 'down'), 0, 0
        from run_feedback where ${scope} group by 1
        union all
        select day, 0, 0, 0, 0, 0, 0, sum(cost_micros), sum(unpriced_calls)
        from usage_days
        where workspace_id = ${ctx.workspace.id}::uuid and app_id = ${appId} and day >= ${from}::date group by 1
      ) parts
      group by 1`),
  )
}

async function readAudience(ctx: ServiceContext, appId: string, since: number) {
  const [found] = rows<Pick<AppOverview, 'endUsers' | 'medianMs'>>(
    await ctx.db.execute(sql`
      select count(distinct end_user)::float8 as "endUsers",
        percentile_cont(0.5) within group (order by duration_ms) as "medianMs"
      from runs where ${runsOfApp(ctx, appId, since)} and shadow_of is null and version_id is not null`),
  )
  return found ?? { endUsers: 0, medianMs: null }
}

async function readLastRun(ctx: ServiceContext, appId: string): Promise<AppOverview['lastRun']> {
  const [found] = rows<{
    id: string
    status: NonNullable<AppOverview['lastRun']>['status']
    isDraft: boolean
    at: string
  }>(
    await ctx.db.execute(sql`
      select id, status, version_id is null as "isDraft", created_at::text as at
      from runs where workspace_id = ${ctx.workspace.id}::uuid and app_id = ${appId}::uuid and shadow_of is null
      order by id desc limit 1`),
  )
  if (!found) return null
  const { id, status, isDraft } = found
  return { id, status, isDraft, createdAt: new Date(found.at).toISOString() }
}
