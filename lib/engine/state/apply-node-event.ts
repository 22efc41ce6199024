import type { RunEvent } from '../events'
import { addUsage } from '../layers/usage-total'
import { REASONING_PORT } from '../reasoning-port'
import { pathKey } from './path-key'
import type { NodeState, RunState } from './run-state-types'

type NodeRunEvent = Extract<RunEvent, { nodeId: string; path: string[] }>

export function applyNodeEvent(state: RunState, event: NodeRunEvent): void {
  const key = pathKey(event.path)
  const previous = Object.hasOwn(state.nodes, key) ? state.nodes[key] : undefined
  const node = previous ?? emptyNode(event)
  state.nodes[key] = { ...node, ...changeOf(node, event) }
  skipDescendants(state, event, previous)
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
        cut: null,
        reasoning: '',
        inputs: event.inputs,
        error: null,
        startedAtMs: node.startedAtMs ?? event.atMs,
      }
    case 'node-delta':
      return event.port === REASONING_PORT ? {} : { text: node.text + event.text }
    case 'node-reasoning':
      return { reasoning: node.reasoning ? `${node.reasoning}\n\n${event.text}` : event.text }
    case 'node-rewind':
      return { text: node.text.slice(0, Math.max(0, node.text.length - event.characters)) }
    case 'node-usage':
      return { usage: [...node.usage, event.usage] }
    case 'node-cut':
      return { cut: { maxOutputTokens: event.maxOutputTokens } }
    case 'node-decision':
      return { decisions: [...(node.decisions ?? []), event.decision] }
    case 'node-step':
      // A successful step is never repeated. A driver that took over the run can emit the same step again, which
      // replaces the stored one.
      return { steps: [...node.steps.filter(({ key, error }) => error || key !== event.step.key), event.step] }
    case 'node-retry':
      return { attempt: event.attempt, text: '', cut: null, error: event.error }
    case 'variable-set':
      return { changes: [...(node.changes ?? []), ...event.changes] }
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
      return { status: 'paused', waits: [...node.waits, { key: event.key, request: event.request }] }
    case 'node-resume':
      return {
        // An answer after the end of the node's frame has no effect.
        ...(node.status === 'paused' ? { status: 'running' as const } : {}),
        waits: node.waits.map((wait) => (wait.key === event.key ? { ...wait, answer: event.answer } : wait)),
      }
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
    waits: [],
    pinned: false,
  }
}

/** Nodes of a frame that ends early are skipped without an event each. */
function skipDescendants(state: RunState, event: NodeRunEvent, previous: NodeState | undefined): void {
  // An unhandled failure ends the enclosing frame.
  const isInFrame = event.path.length > 1
  if (event.type === 'node-error' && !event.handled && isInFrame) skipUnder(state, pathKey(event.path.slice(0, -1)))
  // A container that fails, retries or is skipped ends its own frames.
  const endsDescendants = event.type === 'node-error' || event.type === 'node-retry' || event.type === 'node-skip'
  if (endsDescendants && previous && previous.startedAtMs !== null) skipUnder(state, pathKey(event.path))
}

function skipUnder(state: RunState, key: string): void {
  for (const [name, node] of Object.entries(state.nodes)) {
    if (name.startsWith(`${key}/`) && (node.status === 'running' || node.status === 'paused'))
      state.nodes[name] = { ...node, status: 'skipped' }
  }
}
