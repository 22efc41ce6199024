import type { RunEvent } from './events'
import { addUsage } from './layers/usage-total'
import { pathKey } from './path-key'
import type { NodeState, RunState } from './run-state-types'

type NodeRunEvent = Extract<RunEvent, { nodeId: string; path: string[] }>

export function applyNodeEvent(state: RunState, event: NodeRunEvent): void {
  const key = pathKey(event.path)
  const known = Object.hasOwn(state.nodes, key) ? state.nodes[key] : undefined
  const node = known ?? emptyNode(event)
  state.nodes[key] = { ...node, ...changeOf(node, event) }
  if (event.type === 'node-usage') state.totals = addUsage(state.totals, event.usage)
  if (event.type === 'node-resume') state.status = 'running'
}

function changeOf(node: NodeState, event: NodeRunEvent): Partial<NodeState> {
  switch (event.type) {
    case 'node-start':
      return {
        status: 'running',
        attempt: event.attempt,
        text: '',
        inputs: event.inputs,
        error: null,
        startedAtMs: node.startedAtMs ?? event.atMs,
      }
    case 'node-delta':
      return { text: node.text + event.text }
    case 'node-usage':
      return { usage: [...node.usage, event.usage] }
    case 'node-step':
      return { steps: [...node.steps, event.step] }
    case 'node-retry':
      return { attempt: event.attempt, text: '', error: event.error }
    case 'node-end':
      return {
        status: 'done',
        outputs: event.outputs,
        durationMs: event.durationMs,
        error: null,
        pinned: event.pinned ?? false,
      }
    case 'node-skip':
      return { status: 'skipped' }
    case 'node-error':
      return { status: 'failed', error: event.error, outputs: event.outputs ?? null, durationMs: event.durationMs }
    case 'node-pause':
      return { status: 'paused' }
    case 'node-resume':
      return { status: 'running' }
  }
}

function emptyNode(event: NodeRunEvent): NodeState {
  return {
    path: event.path,
    nodeId: event.nodeId,
    status: 'waiting',
    attempt: 0,
    text: '',
    inputs: null,
    outputs: null,
    usage: [],
    steps: [],
    startedAtMs: null,
    durationMs: null,
    error: null,
    pinned: false,
  }
}
