import 'server-only'
import { and, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { QueryOf } from '@/lib/contracts/contract'
import type { RunStatus } from '@/lib/contracts/run-status'
import type { FeedbackFilter, listRuns, RunSummary } from '@/lib/contracts/runs'
import { TrialKind } from '@/lib/contracts/runs'
import { rollouts } from '@/lib/db/schema/releases'
import { runs } from '@/lib/db/schema/runs'

type Filters = Omit<QueryOf<typeof listRuns>, 'cursor' | 'limit' | 'sort'>

/** `rollout_id` is set for all runs that a canary counts; only those of its version were answered by the canary. */
const isCanary = sql`exists (select 1 from ${rollouts} r where r.id = ${runs.rolloutId}
  and r.workspace_id = ${runs.workspaceId} and r.version_id = ${runs.versionId} and r.kind = 'canary')`
const isShadow = sql`${runs.shadowOf} <> ${runs.id}`

export const trialOf = sql<
  RunSummary['trial']
>`case when ${isShadow} then 'shadow' when ${runs.rolloutId} is not null and ${isCanary} then 'canary' end`

/** Null for drafts; runs stored before environments were introduced had only one. */
export const environmentOf = sql<
  string | null
>`case when ${runs.versionId} is not null then coalesce(${runs.environment}, 'production') end`

/** Identical to the condition of `runs_trial_index`: few runs are on trial, and a filter need not read the others. */
const isCounted = sql`(${runs.shadowOf} is not null or ${runs.rolloutId} is not null)`

/**
 * The conditions of a run list; the caller adds the workspace. `scope` is read from an index, or from a small table;
 * `filter` has to check each run of the scope.
 */
export function runConditions(filters: Filters): { scope: SQL | undefined; filter: SQL | undefined } {
  const { appId, status, search, feedback, environment, version, trial } = filters
  const hasStatus = status === undefined ? undefined : eq(runs.status, status)
  const isIndexed = status !== undefined && INDEXED_STATUSES.has(status)
  return {
    scope: and(
      appId === undefined ? undefined : eq(runs.appId, appId),
      isIndexed ? hasStatus : undefined,
      feedback === undefined ? undefined : withFeedback(feedback),
      trial === undefined ? undefined : onTrial(trial),
    ),
    filter: and(
      isIndexed ? undefined : hasStatus,
      environment === undefined ? undefined : eq(environmentOf, environment),
      version === undefined ? undefined : hasVersion(version),
      search === undefined ? undefined : withWords(search),
    ),
  }
}

/** The statuses of `runs_failed_index` and `runs_unfinished_index`. */
const INDEXED_STATUSES: ReadonlySet<RunStatus> = new Set<RunStatus>(['failed', 'queued', 'running'])

const hasVersion = (version: 'draft' | number): SQL =>
  version === 'draft' ? isNull(runs.versionNumber) : eq(runs.versionNumber, version)

function onTrial(trial: string): SQL | undefined {
  const kind = TrialKind.safeParse(trial).data
  if (kind === undefined) return eq(runs.rolloutId, trial)
  return and(isCounted, kind === 'shadow' ? isShadow : and(sql`${runs.rolloutId} is not null`, isCanary))
}

function withWords(search: string): SQL | undefined {
  const text = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return or(ilike(runs.preview, text), ilike(runs.error, text))
}

function withFeedback(filter: FeedbackFilter): SQL {
  const extra =
    filter === 'any'
      ? sql``
      : filter === 'corrected'
        ? sql` and f.correction is not null`
        : sql` and f.rating = ${filter}`
  return sql`exists (select 1 from run_feedback f where f.run_id = ${runs.id} and f.workspace_id = ${runs.workspaceId}${extra})`
}
