import { createStore, type StoreApi } from 'zustand/vanilla'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { RunEvent } from '@/lib/engine/events'
import { emptyRunState, foldRun, type NodeState, type RunState } from '@/lib/engine/state/run-state'
import type { PartKind } from '@/lib/graph/partial/plan-part'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import type { Problem } from '@/lib/messages/problems/types'
import { indexNodeStates } from './index-node-states'
import { frameProgress, type ProgressByNode } from './trace/frame-progress'

export interface RunFailure extends Problem {
  code: ErrorCode
  nodeId?: string
  localAddress?: string
}

export interface RunSource {
  runId: string
  nodeId: string | null
}

/** The part of an app that a partial run covers. */
export interface RunPartNote {
  kind: PartKind
  nodeId: string
}

/** One run in the panel. Only the latest run is shown on the canvas. */
export interface RunRecord {
  /** Client-side id, created before the server assigns the run id. */
  key: string
  runId: string | null
  /** The user's message, or null for a form. */
  message: string | null
  inputs: JsonObject
  /** The run whose results are reused, and the step to restart at. */
  source: RunSource | null
  /** Null for a run of the whole app. */
  part: RunPartNote | null
  /** Steps whose streamed text is the answer, in order. */
  answerNodes: readonly string[]
  run: RunState
  /** True from the click until the last event of the stream. */
  isActive: boolean
  /** The run could not be started, or its stream was lost. */
  failure: RunFailure | null
}

export interface RunStoreState {
  runs: readonly RunRecord[]
  /** The conversation of these runs, for its variables. */
  thread: string
  /** Node states of the latest run by node id; a node that ran as a tool shows its last call. */
  nodes: ReadonlyMap<string, NodeState>
  /** Progress of the latest run's containers. */
  progress: ProgressByNode
  isActive: boolean
  isReconnecting: boolean
  add(record: RunRecord): void
  /** Folds a batch of events into a run. */
  take(key: string, events: readonly RunEvent[]): void
  patch(key: string, change: Partial<RunRecord>): void
  setReconnecting(isReconnecting: boolean): void
  clear(): void
}

export type RunStore = StoreApi<RunStoreState>

const NO_NODES: ReadonlyMap<string, NodeState> = new Map()
const NO_PROGRESS: ProgressByNode = new Map()

export function createRunStore(): RunStore {
  return createStore<RunStoreState>((set, get) => ({
    runs: [],
    thread: crypto.randomUUID(),
    nodes: NO_NODES,
    progress: NO_PROGRESS,
    isActive: false,
    isReconnecting: false,
    add: (record) =>
      set({ runs: [...get().runs, record], nodes: NO_NODES, progress: NO_PROGRESS, isActive: record.isActive }),
    take: (key, events) => {
      const record = get().runs.find((candidate) => candidate.key === key)
      if (record) get().patch(key, { run: foldRun(events, record.run) })
    },
    patch: (key, change) => {
      const runs = get().runs.map((record) => (record.key === key ? { ...record, ...change } : record))
      const newest = runs.at(-1)
      set({
        runs,
        isActive: newest?.isActive ?? false,
        ...(newest?.key === key && change.run
          ? {
              nodes: indexNodeStates(newest.run, get().nodes),
              progress: frameProgress(newest.run, get().progress),
            }
          : {}),
      })
    },
    setReconnecting: (isReconnecting) => set({ isReconnecting }),
    clear: () =>
      set({
        runs: [],
        thread: crypto.randomUUID(),
        nodes: NO_NODES,
        progress: NO_PROGRESS,
        isActive: false,
        isReconnecting: false,
      }),
  }))
}

type NewRun = Pick<RunRecord, 'message' | 'inputs' | 'answerNodes'> & Partial<Pick<RunRecord, 'source' | 'part'>>

export function newRunRecord({ message, inputs, answerNodes, source = null, part = null }: NewRun): RunRecord {
  const request = { message, inputs, answerNodes, source, part }
  return { ...request, key: crypto.randomUUID(), runId: null, run: emptyRunState(), isActive: true, failure: null }
}

export function toFailure(error: unknown): RunFailure {
  if (AppError.isInstance(error)) return { code: error.code, ...pickProblem(error) }
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) }
}
