import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Measured, MeasuredDay } from '@/lib/contracts/model-cards'
import { firstIdAt } from '@/lib/core/new-id'
import { type Database, rows } from '@/lib/db/database'

/** Failures caused by the service: unreachable, interrupted, too slow, or rejected for its own limits. */
const SERVICE_FAILURES = ['MODEL_UNREACHABLE', 'MODEL_RATE_LIMITED', 'MODEL_FAILED', 'TIMEOUT', 'EGRESS_FAILED']
const DAY_MS = 86_400_000

export interface MeasuredSpan {
  sinceDays: number
  now?: Date
}

/** Metrics of the workspace's calls by model, keyed by `connection/model`. One statement. */
export async function measureModels(
  db: Database,
  workspaceId: string,
  span: MeasuredSpan,
): Promise<Map<string, Measured>> {
  const found = await db.execute(sql`
    select connection_id, model, ${METRICS},
      count(*) filter (where outcome = 'ok' and not is_retry)::int as answered,
      count(*) filter (where outcome = 'failed' and not is_retry and error_code in ${SERVICE_FAILURES})::int as broken,
      round(1000 * sum(cost_micros) filter (where run_id is not null)
        / nullif(count(distinct run_id) filter (where cost_micros is not null), 0)) as run_cost,
      count(*) filter (where outcome = 'ok' and cost_micros is null)::int as unpriced,
      max(at) filter (where outcome in ('ok', 'failed')) as last_used
    from ${callsWithRetries(inSpan(workspaceId, span))}
    group by connection_id, model`)
  return new Map(rows<MeasuredRow>(found).map((row) => [`${row.connection_id}/${row.model}`, toMeasured(row)]))
}

/** Metrics of one model by day (UTC), oldest first. Omits days without calls. */
export async function measureDays(
  db: Database,
  workspaceId: string,
  { connection, model, ...span }: MeasuredSpan & { connection: string; model: string },
): Promise<MeasuredDay[]> {
  const found = await db.execute(sql`
    select (at at time zone 'UTC')::date::text as day, ${METRICS}
    from ${callsWithRetries(sql`${inSpan(workspaceId, span)} and connection_id = ${connection} and model = ${model}`)}
    group by 1 having count(*) filter (where outcome in ('ok', 'failed')) > 0 order by 1`)
  return rows<MetricRow & { day: string }>(found).map((row) => ({ day: row.day, ...toMetrics(row) }))
}

/** Cached responses and cancelled calls do not count for or against the service. */
const METRICS = sql`
  count(*) filter (where outcome in ('ok', 'failed') and not is_retry)::int as calls,
  count(*) filter (where outcome = 'failed' and not is_retry)::int as failures,
  percentile_cont(0.5) within group (order by first_token_ms) filter (where outcome = 'ok') as first_p50,
  percentile_cont(0.95) within group (order by first_token_ms) filter (where outcome = 'ok') as first_p95,
  percentile_cont(0.5) within group (order by output_tokens * 1000 / nullif(duration_ms - first_token_ms, 0))
    filter (where outcome = 'ok' and output_tokens > 1 and duration_ms > first_token_ms) as tokens_per_second`

/**
 * Calls, marked as retries when the same step of the same run called the same model before and failed. Otherwise an
 * outage would count once per attempt. Only runs with a failure are searched.
 */
function callsWithRetries(condition: SQL): SQL {
  return sql`(
    select m.*, coalesce(r.is_retry, false) as is_retry from (select * from model_calls where ${condition}) m
    left join (
      select id, lag(outcome) over (partition by run_id, node_id, connection_id, model order by id) = 'failed' as is_retry
      from model_calls
      where ${condition} and outcome in ('ok', 'failed')
        and run_id in (select run_id from model_calls where ${condition} and outcome = 'failed')
    ) r on r.id = m.id
  ) calls`
}

/**
 * Limits both the id and the time, so that an index on either can be used: ids are ordered by time. Queries of one
 * model use the index on ids, queries of all models the index on the time.
 */
function inSpan(workspaceId: string, { sinceDays, now = new Date() }: MeasuredSpan): SQL {
  const sinceMs = now.getTime() - sinceDays * DAY_MS
  return sql`workspace_id = ${workspaceId}::uuid and ability <> 'fine-tune'
    and id >= ${firstIdAt(sinceMs)}::uuid and at >= ${new Date(sinceMs).toISOString()}::timestamptz`
}

interface MetricRow {
  calls: number
  failures: number
  first_p50: number | string | null
  first_p95: number | string | null
  tokens_per_second: number | string | null
}

interface MeasuredRow extends MetricRow {
  connection_id: string
  model: string
  answered: number
  broken: number
  run_cost: number | string | null
  unpriced: number
  last_used: Date | string | null
}

function toMetrics(row: MetricRow) {
  return {
    calls: row.calls,
    failures: row.failures,
    firstTokenP50Ms: numberOf(row.first_p50),
    firstTokenP95Ms: numberOf(row.first_p95),
    tokensPerSecond: numberOf(row.tokens_per_second),
  }
}

function toMeasured(row: MeasuredRow): Measured {
  const reached = row.answered + row.broken
  return {
    ...toMetrics(row),
    availability: reached === 0 ? null : row.answered / reached,
    errorRate: row.calls === 0 ? null : row.failures / row.calls,
    costPerThousandRunsMicros: numberOf(row.run_cost),
    unpricedCalls: row.unpriced,
    lastUsedAt: row.last_used === null ? null : new Date(row.last_used).toISOString(),
  }
}

/** Drivers return numerics as text. */
const numberOf = (value: number | string | null): number | null => (value === null ? null : Number(value))
