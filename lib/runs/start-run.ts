import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import type { RunCallback, runs } from '@/lib/db/schema/runs'
import type { RunSeed } from '@/lib/engine/seed'
import type { Graph } from '@/lib/graph/graph'
import type { System } from '@/lib/services/system'
import { ActiveRun, activeRuns, claimedRuns } from './active-runs'
import { driveRun } from './drive-run'
import { insertRun } from './insert-run'
import { planOf } from './plan-cache'

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
  /** The member who asks for it. */
  startedBy?: string | undefined
  usePinned?: boolean
  durability?: 'sync' | 'async' | undefined
  runId?: string | undefined
  /** Made from an older run, beginning at this node. */
  source?: { runId: string; nodeId: string | null } | undefined
  /** The schedule, webhook or batch that asks for it. */
  triggerId?: string | undefined
  callback?: RunCallback | null | undefined
}

/**
 * Stores the run and begins it in this process; it goes on when the caller leaves.
 * @throws INVALID_GRAPH, RATE_LIMITED
 */
export async function startRun(request: StartRun, seed?: RunSeed): Promise<{ runId: string; active: ActiveRun }> {
  if (activeRuns().size >= MAX_ACTIVE_RUNS) {
    throw new AppError('RATE_LIMITED', 'Too many runs are going on. Try again in a moment.', { retryAfterSeconds: 5 })
  }
  const plan = planOf(request.graph, request.version?.id ?? null)
  const runId = request.runId ?? newId()
  claimedRuns().add(runId)
  const active = new ActiveRun()
  try {
    const run = await insertRun(request.system.db, { ...request, runId }, { plan, status: 'running' })
    activeRuns().set(runId, active)
    void driveRun({ system: request.system, run, plan, active, ...(seed ? { seed } : {}) }).finally(() =>
      claimedRuns().delete(runId),
    )
  } catch (error) {
    claimedRuns().delete(runId)
    throw error
  }
  return { runId, active }
}
