import { raise } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { RunError, RunEvent } from '@/lib/engine/events'
import { execute } from '@/lib/engine/execute'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { compile } from '@/lib/graph/compile'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/graph'
import { isNodeType, manifestOf } from '../manifests.gen'
import { runs } from '../runs.gen'

interface RunOptions {
  inputs?: JsonObject
  ports?: Partial<EnginePorts>
  signal?: AbortSignal
}

export interface AppRun {
  events: RunEvent[]
  outputs: JsonObject | null
  error: RunError | null
  /** What streamed out of the answer's sources. */
  streamed: string
}

/** Runs a graph of real nodes through the engine. */
export async function runApp(graph: Graph, { inputs = {}, ports = {}, signal }: RunOptions = {}): Promise<AppRun> {
  const compiled = compile({ graph, manifests: manifestOf })
  if (!compiled.ok) throw new Error(compiled.issues.map((issue) => issue.message).join('\n'))
  const events: RunEvent[] = []
  const run = execute(compiled.plan, {
    runId: '0198c0de-0000-7000-8000-000000000001',
    inputs,
    definitions: async (type) =>
      (await (isNodeType(type) ? runs[type]() : raise('INTERNAL', `No run of ${type}`))).default,
    ports: fakePorts(ports),
    signal: signal ?? new AbortController().signal,
    now: () => performance.now(),
    random: () => 0,
  })
  for await (const event of run) events.push(event)
  const last = events.at(-1)
  return {
    events,
    outputs: last?.type === 'run-end' ? last.outputs : null,
    error: last?.type === 'run-error' ? last.error : null,
    streamed: events.map((event) => (event.type === 'node-delta' ? event.text : '')).join(''),
  }
}

/** A chat app of the given nodes: edges as `node.port -> node.port`; an Input “in” and an Answer “out” are there. */
export function chatApp(
  nodes: readonly { id: string; type: string; config?: JsonObject }[],
  edges: readonly string[],
): Graph {
  const all = [{ id: 'in', type: 'input' }, ...nodes, { id: 'out', type: 'answer' }]
  return {
    schemaVersion: 1,
    nodes: all.map(
      ({ id, type, ...rest }): GraphNode => ({
        id,
        type,
        version: 1,
        label: id,
        config: 'config' in rest ? (rest.config ?? {}) : {},
        position: { x: 0, y: 0 },
      }),
    ),
    edges: edges.map(toEdge),
  }
}

function toEdge(text: string, index: number): GraphEdge {
  const [from = '', to = ''] = text.split(' -> ')
  const [fromNode = '', fromPort = ''] = from.split('.')
  const [toNode = '', toPort = ''] = to.split('.')
  return { id: `e${index}`, from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } }
}
