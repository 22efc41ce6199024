import type { RunError, RunEvent } from '../events'
import { emptyUsageTotal } from '../layers/usage-total'
import { applyNodeEvent } from './apply-node-event'
import type { RunState } from './run-state-types'

export type { NodeState, NodeStatus, RunState, RunStatus } from './run-state-types'

export function emptyRunState(): RunState {
  return {
    status: 'waiting',
    nodes: {},
    inputs: null,
    outputs: null,
    error: null,
    startedAtMs: null,
    durationMs: null,
    totals: emptyUsageTotal(),
  }
}

/** Applies one event. The given state is not modified. */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  const next = { ...state, nodes: { ...state.nodes } }
  applyEvent(next, event)
  return next
}

/** The state after all events; `from` is not modified. */
export function foldRun(events: Iterable<RunEvent>, from: RunState = emptyRunState()): RunState {
  const state = { ...from, nodes: { ...from.nodes } }
  for (const event of events) applyEvent(state, event)
  return state
}

/** Modifies the given state; node states are replaced, never modified, so that readers can compare them. */
function applyEvent(state: RunState, event: RunEvent): void {
  switch (event.type) {
    case 'run-start':
      Object.assign(state, {
        status: 'running',
        startedAtMs: event.atMs,
        inputs: event.inputs,
      } satisfies Partial<RunState>)
      return
    case 'run-pause':
      state.status = 'paused'
      pauseNodes(state)
      return
    case 'run-resume':
      state.status = 'running'
      return
    case 'run-end':
      Object.assign(state, {
        status: 'done',
        outputs: event.outputs,
        durationMs: event.durationMs,
      } satisfies Partial<RunState>)
      return
    case 'run-error':
      endWithError(state, event.error, event.durationMs)
      return
    default:
      applyNodeEvent(state, event)
  }
}

/** Nothing is running: unfinished nodes wait, or contain a waiting node. */
function pauseNodes(state: RunState): void {
  for (const [key, node] of Object.entries(state.nodes))
    if (node.status === 'running') state.nodes[key] = { ...node, status: 'paused' }
}

function endWithError(state: RunState, error: RunError, durationMs: number): void {
  state.status = error.code === 'CANCELLED' ? 'cancelled' : 'failed'
  state.error = error
  state.durationMs = durationMs
  for (const [key, node] of Object.entries(state.nodes)) {
    if (node.status === 'running' || node.status === 'paused') state.nodes[key] = { ...node, status: 'skipped' }
  }
}
