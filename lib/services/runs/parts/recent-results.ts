import 'server-only'
import { and, desc, eq, inArray, isNull, lt } from 'drizzle-orm'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import { type RunSeed, seedForResume, seedOf } from '@/lib/engine/resume/seed'
import type { VariableSet } from '@/lib/engine/variables/types'
import { canonicalJson } from '@/lib/graph/format/canonical'
import type { RunPart } from '@/lib/graph/partial/plan-part'
import type { RunRow } from '../run-row'
import { storedEvents } from '../stored-events'

/** Number of partial runs that are searched for the results of the whole run before them. */
const MAX_RUNS = 12

export interface RecentResults {
  /** The newest run that has ended, or null if the draft has not run yet. */
  last: RunRow | null
  /** Values by top-level node id: its output, null for skipped, and the run it comes from. */
  values: ReadonlyMap<string, RecentResult>
}

interface RecentResult {
  outputs: JsonObject | null
  run: RunRow
  /** The changes that it made to variables of the run. Changes of stored variables are stored already. */
  sets: VariableSet[]
}

interface ResultQuery {
  workspaceId: string
  appId: string
  /** Only runs older than this one. */
  before?: string
}

/**
 * The last results of a draft's steps: from its newest run and, if that was partial, from earlier ones back to the last
 * whole run. Stops at runs with other inputs, whose results are not consistent.
 */
export async function recentResults(db: Database, { workspaceId, appId, before }: ResultQuery): Promise<RecentResults> {
  const rows = await db
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.appId, appId),
        isNull(runs.versionId),
        eq(runs.origin, 'studio'),
        inArray(runs.status, ['succeeded', 'failed', 'cancelled']),
        before === undefined ? undefined : lt(runs.id, before),
      ),
    )
    .orderBy(desc(runs.id))
    .limit(MAX_RUNS)
  const [last] = rows
  const values = new Map<string, RecentResult>()
  for (const run of last ? rows : []) {
    if (last && inputsOf(run) !== inputsOf(last)) break
    const events = (await storedEvents(db, run.id)).map(({ event }) => event)
    const { completions, variables } = seedForResume(events)
    for (const [key, outputs] of completions)
      if (!key.includes('/') && !values.has(key)) values.set(key, { outputs, run, sets: setsOf(key, variables.sets) })
    if (run.part === null) break
  }
  return { last: last ?? null, values }
}

const inputsOf = ({ inputs, history }: RunRow): string =>
  canonicalJson({ inputs, history: history.map(({ role, content }) => ({ role, content })) })

function setsOf(nodeId: string, sets: readonly VariableSet[]): VariableSet[] {
  return sets.flatMap((set) => {
    const changes = set.changes.filter(({ scope }) => scope === 'run')
    return set.path[0] === nodeId && changes.length > 0 ? [{ ...set, changes }] : []
  })
}

/** The initial state of a partial run. */
export function seedForPart({ reused }: RunPart, { values }: Pick<RecentResults, 'values'>): RunSeed {
  const reusedResults = reused.flatMap((id) => {
    const result = values.get(id)
    return result ? [{ id, ...result }] : []
  })
  return {
    ...seedOf(new Map(reusedResults.map(({ id, outputs }) => [id, outputs]))),
    variables: { initial: null, sets: reusedResults.flatMap(({ sets }) => sets) },
  }
}
