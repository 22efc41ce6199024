import 'server-only'
import { sql } from 'drizzle-orm'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { runGraphs, runs } from '@/lib/db/schema/runs'
import type { Plan } from '@/lib/graph/plan'
import { sharedNow } from '@/lib/platform/shared-clock'
import type { RunRow } from '@/lib/services/runs/run-row'
import { processId } from './run-services'
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
      ...whoOf(request),
      startedBy: request.startedBy ?? null,
      keyId: request.keyId ?? null,
      usePinned: request.usePinned ?? false,
      stream: request.stream ?? true,
      history: request.history,
      sourceRunId: request.source?.runId ?? null,
      sourceNodeId: request.source?.nodeId ?? null,
      part: request.part ?? null,
      triggerId: request.triggerId ?? null,
      ...releaseOf(request),
      callback: request.callback ?? null,
      callerNote: request.callerNote ?? null,
      ...(status === 'running' ? mine() : turnOf(request)),
      preview: previewOf(request.inputs),
      inputs: request.inputs,
      labels: labelsOf(graph),
    })
    .returning()
  if (!row) throw new Error('The run was not stored.')
  return row
}

const whoOf = ({ endUser, groups, visitor }: StartRun) => ({
  endUser: endUser ?? null,
  endUserGroups: groups ?? null,
  visitor: visitor ?? null,
})

const mine = () => ({ owner: processId(), attempts: 1, startedAt: new Date(sharedNow()) })

/** Slots are checked when a worker claims it: by then all earlier runs are committed. */
function turnOf({ concurrencyKey = null }: StartRun) {
  return concurrencyKey === null ? {} : { concurrencyKey, waitsForTurn: true, createdAt: sql`clock_timestamp()` }
}

/**
 * The row of a run that this process drives from its first event on and that nothing waits for: it is stored with those
 * events shortly after. Its defaults are those of the table.
 */
export function newRunRow(request: StartRun, plan: Plan, runId: string): RunRow {
  const { version, graph } = request
  const now = new Date(sharedNow())
  // Spelled out: created for each run, and spread objects cost more than everything else here.
  return {
    id: runId,
    workspaceId: request.workspaceId,
    appId: request.appId,
    versionId: version?.id ?? null,
    versionNumber: version?.number ?? null,
    planHash: plan.hash,
    graphHash: null,
    origin: request.origin,
    status: 'running',
    durability: 'async',
    endUser: request.endUser ?? null,
    endUserGroups: request.groups ?? null,
    visitor: request.visitor ?? null,
    startedBy: request.startedBy ?? null,
    keyId: request.keyId ?? null,
    concurrencyKey: null,
    waitsForTurn: false,
    owner: processId(),
    attempts: 1,
    startedAt: now,
    takenAtSeq: 0,
    cancelRequestedAt: null,
    usePinned: request.usePinned ?? false,
    stream: request.stream ?? true,
    history: request.history,
    sourceRunId: null,
    sourceNodeId: null,
    part: null,
    triggerId: null,
    environment: version ? (request.environment ?? 'production') : null,
    rolloutId: request.rolloutId ?? null,
    shadowOf: request.shadowOf ?? null,
    actsFor: request.actsFor ?? null,
    callback: null,
    callerNote: request.callerNote ?? null,
    preview: previewOf(request.inputs),
    inputs: request.inputs,
    outputs: null,
    error: null,
    errorCode: null,
    labels: labelsOf(graph),
    inputTokens: 0,
    outputTokens: 0,
    costMicros: null,
    hasUnknownCost: false,
    durationMs: null,
    createdAt: now,
    endedAt: null,
  }
}

/** A version without an environment runs in production. */
const releaseOf = ({ version, environment, rolloutId, shadowOf, actsFor }: StartRun) => ({
  environment: version ? (environment ?? 'production') : null,
  rolloutId: rolloutId ?? null,
  shadowOf: shadowOf ?? null,
  actsFor: actsFor ?? null,
})

/** For cached graphs, such as those of versions. */
const labels = new WeakMap<StartRun['graph'], Record<string, string>>()

function labelsOf(graph: StartRun['graph']): Record<string, string> {
  const known = labels.get(graph) ?? Object.fromEntries(graph.nodes.map((node) => [node.id, node.label]))
  labels.set(graph, known)
  return known
}

/** The message, or the values of a form. */
function previewOf(inputs: JsonObject): string {
  const message = inputs.message
  return (typeof message === 'string' ? message : fieldsOf(inputs)).slice(0, 200).replace(/[\ud800-\udbff]$/, '')
}

const fieldsOf = (inputs: JsonObject) =>
  Object.entries(inputs)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
