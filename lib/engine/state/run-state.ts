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

/** One event further. The given state is left as it is. */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  const next = { ...state, nodes: { ...state.nodes } }
  applyEvent(next, event)
  return next
}

/** The state after all events; `from` is left as it is. */
export function foldRun(events: Iterable<RunEvent>, from: RunState = emptyRunState()): RunState {
  const state = { ...from, nodes: { ...from.nodes } }
  for (const event of events) applyEvent(state, event)
  return state
}

/** Changes the state given; node states are replaced, never changed, so that readers can compare them. */
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

/** Nothing runs any more: who has not ended waits, or holds a node that does. */
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
