import 'server-only'
import { sql } from 'drizzle-orm'
import type { MetricPoint, VersionMetrics } from '@/lib/contracts/rollouts'
import { type Database, rows } from '@/lib/db/database'

/** Only the newest runs of each version are read, so that the cost does not grow with the age of a canary. */
const MAX_RUNS = 20_000
const MAX_POINTS = 40
const MIN_SECONDS_PER_POINT = 10

export interface MetricSource {
  id: string
  workspaceId: string
  kind: 'canary' | 'shadow'
  versionId: string
  createdAt: Date
  endedAt: Date | null
}

export interface RolloutMetrics {
  base: VersionMetrics
  candidate: VersionMetrics
  points: MetricPoint[]
}

interface Row extends VersionMetrics {
  isCandidate: boolean
  /** Null for the whole period. */
  bucket: number | null
}

const NOTHING: VersionMetrics = {
  runs: 0,
  failed: 0,
  p50Ms: null,
  p95Ms: null,
  costMicros: null,
  unpricedRuns: 0,
  thumbsUp: 0,
  thumbsDown: 0,
}

/** Metrics of both versions: for a shadow of the same requests, for a canary of the requests that each answered. */
export async function rolloutMetrics(db: Database, source: MetricSource): Promise<RolloutMetrics> {
  const { createdAt, endedAt } = source
  const seconds = ((endedAt ?? new Date()).getTime() - createdAt.getTime()) / 1_000
  const width = Math.max(MIN_SECONDS_PER_POINT, Math.ceil(seconds / MAX_POINTS))
  const found = await readRuns(db, source, width)
  const wholePeriod = (isCandidate: boolean) =>
    found.find((row) => row.bucket === null && row.isCandidate === isCandidate) ?? null
  const buckets = [...new Set(found.flatMap(({ bucket }) => (bucket === null ? [] : [bucket])))].sort((a, b) => a - b)
  const at = (bucket: number, isCandidate: boolean) =>
    metrics(found.find((row) => row.bucket === bucket && row.isCandidate === isCandidate) ?? null)
  return {
    base: metrics(wholePeriod(false)),
    candidate: metrics(wholePeriod(true)),
    points: buckets.slice(-MAX_POINTS).map((bucket) => ({
      at: new Date(createdAt.getTime() + bucket * width * 1_000).toISOString(),
      base: at(bucket, false),
      candidate: at(bucket, true),
    })),
  }
}

function metrics(row: Row | null): VersionMetrics {
  if (!row) return NOTHING
  const { runs, failed, p50Ms, p95Ms, costMicros, unpricedRuns, thumbsUp, thumbsDown } = row
  return { runs, failed, p50Ms, p95Ms, costMicros, unpricedRuns, thumbsUp, thumbsDown }
}

async function readRuns(db: Database, source: MetricSource, width: number): Promise<Row[]> {
  const columns = sql.raw('r.id, r.status, r.duration_ms, r.cost_micros, r.has_unknown_cost, r.created_at')
  const ofRollout = sql`r.rollout_id = ${source.id}::uuid and r.workspace_id = ${source.workspaceId}::uuid`
  const candidate = sql`select ${columns} from runs r
    where ${ofRollout} and r.version_id = ${source.versionId}::uuid order by r.id desc limit ${MAX_RUNS}`
  const base =
    source.kind === 'shadow'
      ? sql`select ${columns} from runs s join runs r on r.id = s.shadow_of and r.workspace_id = s.workspace_id
          where s.rollout_id = ${source.id}::uuid and s.workspace_id = ${source.workspaceId}::uuid
          order by s.id desc limit ${MAX_RUNS}`
      : sql`select ${columns} from runs r
          where ${ofRollout} and r.version_id <> ${source.versionId}::uuid order by r.id desc limit ${MAX_RUNS}`
  const found = await db.execute(sql`
    with counted as (
      select true as is_candidate, c.* from (${candidate}) c
      union all select false, b.* from (${base}) b
    ), rated as (
      select c.*, f.up, f.down,
        greatest(0, floor(extract(epoch from c.created_at - ${source.createdAt.toISOString()}::timestamptz) / ${width}))::int as bucket
      from counted c
      left join lateral (
        select count(*) filter (where rating = 'up') as up, count(*) filter (where rating = 'down') as down
        from run_feedback where run_id = c.id and workspace_id = ${source.workspaceId}::uuid
      ) f on true
    )
    select is_candidate as "isCandidate", case when grouping(bucket) = 1 then null else bucket end as bucket,
      (count(*) filter (where status in ('succeeded', 'failed')))::int as runs,
      (count(*) filter (where status = 'failed'))::int as failed,
      (percentile_cont(0.5) within group (order by duration_ms) filter (where status = 'succeeded'))::float8 as "p50Ms",
      (percentile_cont(0.95) within group (order by duration_ms) filter (where status = 'succeeded'))::float8 as "p95Ms",
      (avg(coalesce(cost_micros, 0)) filter (where status in ('succeeded', 'failed') and not has_unknown_cost))::float8 as "costMicros",
      (count(*) filter (where status in ('succeeded', 'failed') and has_unknown_cost))::int as "unpricedRuns",
      coalesce(sum(up), 0)::int as "thumbsUp", coalesce(sum(down), 0)::int as "thumbsDown"
    from rated group by grouping sets ((is_candidate), (is_candidate, bucket))`)
  return rows<Row>(found)
}
