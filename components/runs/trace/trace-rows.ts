import { pathKey } from '@/lib/engine/state/path-key'
import type { NodeState, NodeStatus, RunState } from '@/lib/engine/state/run-state'

interface RowBase {
  key: string
  depth: number
  /** Undefined if there is nothing inside. */
  isOpen: boolean | undefined
}
export type FrameKind = 'item' | 'turn' | 'call'
export type TraceRow =
  | (RowBase & { kind: 'node'; node: NodeState })
  /** One run of a container's inside: an item, a round or a call. */
  | (RowBase & { kind: 'frame'; frame: FrameKind; name: string; status: NodeStatus; durationMs: number | null })

interface Frame {
  key: string
  name: string
  nodes: NodeState[]
}

/**
 * The trace as rows, with nested steps below their parent. Steps start expanded, and frames start collapsed unless there
 * is only one; `toggled` contains the keys of rows that the user has changed.
 */
export function traceRows(state: RunState, toggled: ReadonlySet<string>): TraceRow[] {
  const frames = framesByStep(state)
  const rows: TraceRow[] = []
  const addNode = (node: NodeState, depth: number) => {
    const key = pathKey(node.path)
    const nodeFrames = frames.get(key)
    const isOpen = nodeFrames ? !toggled.has(key) : undefined
    rows.push({ kind: 'node', key, depth, node, isOpen })
    if (!nodeFrames || !isOpen) return
    for (const frame of [...nodeFrames.values()].toSorted(byNumber))
      addFrame(frame, node, { depth: depth + 1, isOnly: nodeFrames.size === 1 })
  }
  const addFrame = (frame: Frame, container: NodeState, { depth, isOnly }: { depth: number; isOnly: boolean }) => {
    const { key, name } = frame
    const [only] = frame.nodes
    // The name of a tool call is that of its step: “Search documents” is clearer than “Call 1-1”.
    if (only && frame.nodes.length === 1 && frameKind(name, container) === 'call') {
      addNode(only, depth)
      return
    }
    const isOpen = isOnly !== toggled.has(frame.key)
    rows.push({
      kind: 'frame',
      key,
      depth,
      isOpen,
      name,
      frame: frameKind(name, container),
      status: statusOf(frame.nodes),
      durationMs: durationOf(frame.nodes),
    })
    if (isOpen) for (const node of frame.nodes) addNode(node, depth + 1)
  }
  for (const node of Object.values(state.nodes)) if (node.path.length === 1) addNode(node, 0)
  return rows
}

/** The frames of each step, by the keys of the step and the frame. */
export function framesByStep(state: Pick<RunState, 'nodes'>): Map<string, Map<string, Frame>> {
  const frames = new Map<string, Map<string, Frame>>()
  for (const node of Object.values(state.nodes)) {
    if (node.path.length < 3) continue
    const stepKey = pathKey(node.path.slice(0, -2))
    const key = pathKey(node.path.slice(0, -1))
    const stepFrames = frames.get(stepKey) ?? new Map<string, Frame>()
    frames.set(stepKey, stepFrames)
    const frame = stepFrames.get(key)
    if (frame) frame.nodes.push(node)
    else stepFrames.set(key, { key, name: node.path.at(-2) ?? '', nodes: [node] })
  }
  return frames
}

/** Keys are item numbers in a Map and rounds in a Loop. */
export function frameKind(name: string, container: NodeState | undefined): FrameKind {
  if (!/^\d+$/.test(name)) return 'call'
  return container?.inputs && Object.hasOwn(container.inputs, 'start') ? 'turn' : 'item'
}

export function statusOf(nodes: readonly NodeState[]): NodeStatus {
  for (const status of ['running', 'paused'] as const) if (nodes.some((node) => node.status === status)) return status
  if (nodes.some(hasFailedForGood)) return 'failed'
  return nodes.every(({ status }) => status === 'skipped') ? 'skipped' : 'done'
}

/** A handled failure continues with fallback outputs. */
export function hasFailedForGood({ status, outputs }: NodeState): boolean {
  return status === 'failed' && outputs === null
}

function durationOf(nodes: readonly NodeState[]): number | null {
  const starts = nodes.flatMap(({ startedAtMs }) => startedAtMs ?? [])
  const ends = nodes.flatMap(({ startedAtMs, durationMs }) =>
    startedAtMs === null || durationMs === null ? [] : [startedAtMs + durationMs],
  )
  return ends.length === 0 ? null : Math.max(...ends) - Math.min(...starts)
}

function byNumber(a: Frame, b: Frame): number {
  const [x, y] = [Number(a.name), Number(b.name)]
  return Number.isNaN(x) || Number.isNaN(y) ? 0 : x - y
}
