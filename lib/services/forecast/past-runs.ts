import 'server-only'
import { and, desc, eq, notInArray, sql } from 'drizzle-orm'
import { type Database, rows } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import type { Usage } from '@/lib/engine/events'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import type { Graph } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { graphOfRun } from '../runs/graph-of-run'
import { nodeSignatures } from './node-signature'

/** Limits of the runs to read and of their graphs: an app in development has a new graph for each run. */
const MAX_RUNS = 150
const MAX_GRAPHS = 40

/** A successful run. */
export interface PastRun {
  id: string
  planHash: string
  /** Whether the run executed every step: it is neither partial nor does it reuse results. */
  isWhole: boolean
  tokens: number
  /** Null if a price was missing. */
  costMicros: number | null
  durationMs: number | null
  /** Signatures by node id, of the graph that it ran; empty when that was deleted. */
  signatures: ReadonlyMap<string, string>
  nodes: ReadonlyMap<string, NodeSample>
}

/** Totals of a node in one run: all its executions and everything inside it. */
export interface NodeSample {
  tokens: number
  costMicros: number | null
  models: ReadonlySet<string>
  /** Durations of executions, without the time of nodes inside. */
  durations: readonly number[]
  /** Output characters of each execution, by port. */
  sizes: ReadonlyMap<string, readonly number[]>
}

export async function readPastRuns(
  db: Database,
  { workspaceId, appId }: { workspaceId: string; appId: string },
): Promise<PastRun[]> {
  const found = await db
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.appId, appId),
        eq(runs.status, 'succeeded'),
        notInArray(runs.origin, ['shadow', 'evaluation']),
      ),
    )
    .orderBy(desc(runs.id))
    .limit(MAX_RUNS)
  const signaturesByGraph = new Map<string, ReadonlyMap<string, string>>()
  for (const run of found) {
    const key = run.versionId ?? run.graphHash ?? ''
    if (signaturesByGraph.has(key) || signaturesByGraph.size >= MAX_GRAPHS) continue
    const graph = await graphOfRun(db, run)
    signaturesByGraph.set(key, graph ? signaturesOf(graph) : new Map())
  }
  const events = await readNodeEvents(
    db,
    found.map(({ id }) => id),
  )
  return found.map((run) => {
    const signatures = signaturesByGraph.get(run.versionId ?? run.graphHash ?? '') ?? new Map()
    return {
      id: run.id,
      planHash: run.planHash,
      isWhole: run.part === null && run.sourceRunId === null,
      tokens: run.inputTokens + run.outputTokens,
      costMicros: run.hasUnknownCost ? null : (run.costMicros ?? 0),
      durationMs: run.durationMs,
      signatures,
      nodes: samplesOf(events.get(run.id) ?? [], signatures),
    }
  })
}

export function signaturesOf(graph: Graph): ReadonlyMap<string, string> {
  return nodeSignatures(viewGraph(migrateGraph(graph, manifestOf), manifestOf))
}

interface NodeEventRow {
  run_id: string
  path: string[]
  usage: Usage | null
  duration_ms: number | null
  sizes: Record<string, number> | null
}

/** Reads only ends and usage events, with sizes instead of values: outputs may be large. */
async function readNodeEvents(db: Database, runIds: readonly string[]): Promise<Map<string, NodeEventRow[]>> {
  if (runIds.length === 0) return new Map()
  const ids = sql.join(
    runIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  const result = await db.execute(sql`
    select batch.run_id, event->'path' as path, event->'usage' as usage,
      (event->>'durationMs')::float8 as duration_ms,
      (select jsonb_object_agg(port, case
          when jsonb_typeof(value) = 'object' and value ? '$value' then (value->'$value'->>'bytes')::int
          else length(value #>> '{}') end)
        from jsonb_each(event->'outputs') as ports(port, value)) as sizes
    from run_events batch, jsonb_array_elements(batch.events::jsonb) stored, lateral (select stored->'event' as event) one
    where batch.run_id in (${ids})
      and (event->>'type' = 'node-usage' or (event->>'type' = 'node-end' and (event->>'pinned') is distinct from 'true'))`)
  return Map.groupBy(rows<NodeEventRow>(result), ({ run_id }) => run_id)
}

interface Sample extends NodeSample {
  models: Set<string>
  durations: number[]
  sizes: Map<string, number[]>
}

/** Attributes each event to every node of the app's own graph on its path; a sub-app's events count for its node. */
function samplesOf(events: readonly NodeEventRow[], nodeTypes: ReadonlyMap<string, string>): Map<string, NodeSample> {
  const samples = new Map<string, Sample>()
  const sampleOf = (id: string): Sample => {
    const sample = samples.get(id) ?? { tokens: 0, costMicros: 0, models: new Set(), durations: [], sizes: new Map() }
    samples.set(id, sample)
    return sample
  }
  for (const { path, usage, duration_ms, sizes } of events) {
    const nodeIds = path.filter((id, index) => index % 2 === 0 && nodeTypes.has(id))
    if (usage) for (const id of new Set(nodeIds)) addUsage(sampleOf(id), usage)
    else if (nodeIds.at(-1) === path.at(-1)) addEnd(sampleOf(path.at(-1) ?? ''), duration_ms, sizes)
  }
  return samples
}

function addUsage(sample: Sample, { model, inputTokens, outputTokens, costMicros }: Usage): void {
  sample.tokens += inputTokens + outputTokens
  sample.costMicros = sample.costMicros === null || costMicros === null ? null : sample.costMicros + costMicros
  sample.models.add(model)
}

function addEnd(sample: Sample, durationMs: number | null, sizes: NodeEventRow['sizes']): void {
  if (durationMs !== null) sample.durations.push(durationMs)
  for (const [port, size] of Object.entries(sizes ?? {}))
    sample.sizes.set(port, [...(sample.sizes.get(port) ?? []), size])
}
