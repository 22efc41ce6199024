import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import type { System } from '@/lib/services/system'
import { ActiveRun, activeRuns } from './active-runs'
import { driveRun } from './drive-run'
import { planOf } from './plan-cache'
import { processId } from './run-services'

const MAX_ACTIVE_RUNS = 500

export interface StartRun {
  system: System
  workspaceId: string
  appId: string
  graph: Graph
  /** null: the draft. */
  version: { id: string; number: number } | null
  origin: (typeof runs.$inferInsert)['origin']
  inputs: JsonObject
  history: { role: 'user' | 'assistant'; content: string }[]
  endUser?: string | undefined
  usePinned?: boolean
  runId?: string
  /** Apps that are running around this one, outermost first. */
  appStack?: string[]
}

/**
 * Stores the run and begins it in this process; it goes on when the caller leaves.
 * @throws INVALID_GRAPH, RATE_LIMITED
 */
export async function startRun(request: StartRun): Promise<{ runId: string; active: ActiveRun }> {
  if (activeRuns().size >= MAX_ACTIVE_RUNS) {
    throw new AppError('RATE_LIMITED', 'Too many runs are going on. Try again in a moment.', { retryAfterSeconds: 5 })
  }
  const plan = planOf(request.graph, request.version?.id ?? null)
  const runId = request.runId ?? newId()
  const active = new ActiveRun()
  activeRuns().set(runId, active)
  try {
    await request.system.db.insert(runs).values({
      id: runId,
      workspaceId: request.workspaceId,
      appId: request.appId,
      versionId: request.version?.id ?? null,
      versionNumber: request.version?.number ?? null,
      planHash: plan.hash,
      origin: request.origin,
      status: 'running',
      endUser: request.endUser ?? null,
      owner: processId(),
      preview: previewOf(request.inputs),
      inputs: request.inputs,
      labels: Object.fromEntries(request.graph.nodes.map((node) => [node.id, node.label])),
    })
  } catch (error) {
    activeRuns().delete(runId)
    throw error
  }
  void driveRun({ ...request, runId, plan, active, startRun })
  return { runId, active }
}

function previewOf(inputs: JsonObject): string {
  const message = inputs.message
  return (typeof message === 'string' ? message : JSON.stringify(inputs)).slice(0, 200).replace(/[\ud800-\udbff]$/, '')
}
