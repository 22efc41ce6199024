import 'server-only'
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { runGraphs, runs } from '@/lib/db/schema/runs'
import type { Plan } from '@/lib/graph/plan'
import { sharedNow } from '@/lib/platform/shared-clock'
import type { RunRow } from '@/lib/services/runs/run-row'
import { processId } from './process-id'
import { labelsOf, previewOf } from './run-summary'
import type { StartRun } from './types'

/** Stores a run: one that waits for a driver, or one that this process drives from the first event on. */
export async function insertRun(
  db: Database | Transaction,
  request: StartRun,
  { plan, status }: { plan: Plan; status: 'queued' | 'running' },
): Promise<RunRow> {
  const { version, graph } = request
  // A draft may change while its run waits: the run keeps its graph.
  if (!version) {
    await db
      .insert(runGraphs)
      .values({ workspaceId: request.workspaceId, hash: plan.hash, graph })
      .onConflictDoNothing()
  }
  const [row] = await db
    .insert(runs)
    .values({
      id: request.runId ?? newId(),
      workspaceId: request.workspaceId,
      appId: request.appId,
      versionId: version?.id ?? null,
      versionNumber: version?.number ?? null,
      planHash: plan.hash,
      graphHash: version ? null : plan.hash,
      origin: request.origin,
      status,
      durability: request.durability ?? 'async',
      ...callerOf(request),
      startedBy: request.startedBy ?? null,
      keyId: request.keyId ?? null,
      usePinned: request.usePinned ?? false,
      stream: request.stream ?? true,
      history: request.history,
      part: request.part ?? null,
      ...causeOf(request),
      ...releaseOf(request),
      callback: request.callback ?? null,
      callerNote: request.callerNote ?? null,
      ...(status === 'running' ? ownership() : turnOf(request)),
      preview: previewOf(request.inputs),
      inputs: request.inputs,
      labels: labelsOf(graph),
    })
    .returning()
  if (!row) throw new Error('The run was not stored.')
  return row
}

const callerOf = ({ thread, endUser, groups, visitor }: StartRun) => ({
  thread: thread ?? null,
  endUser: endUser ?? null,
  endUserGroups: groups ?? null,
  visitor: visitor ?? null,
})

/** The run or automation that led to this run. */
const causeOf = ({ source, failureOf, triggerId }: StartRun) => ({
  sourceRunId: source?.runId ?? null,
  sourceNodeId: source?.nodeId ?? null,
  failureOf: failureOf ?? null,
  triggerId: triggerId ?? null,
})

const ownership = () => ({ owner: processId(), attempts: 1, startedAt: new Date(sharedNow()) })

/** Slots are checked when a worker claims the run: by then all earlier runs are committed. */
function turnOf({ concurrencyKey = null }: StartRun) {
  return concurrencyKey === null ? {} : { concurrencyKey, waitsForTurn: true, createdAt: sql`clock_timestamp()` }
}

/** A version without an environment runs in production. */
const releaseOf = ({ version, environment, rolloutId, shadowOf, actsFor }: StartRun) => ({
  environment: version ? (environment ?? 'production') : null,
  rolloutId: rolloutId ?? null,
  shadowOf: shadowOf ?? null,
  actsFor: actsFor ?? null,
})
