import { raiseInternal } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { RunError, RunEvent } from '@/lib/engine/events'
import { execute } from '@/lib/engine/execute'
import type { RunLogEntry } from '@/lib/engine/execution'
import type { EnginePorts } from '@/lib/engine/ports'
import { REASONING_PORT } from '@/lib/engine/reasoning-port'
import { seedForResume } from '@/lib/engine/resume/seed'
import { Stop } from '@/lib/engine/run/stop'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { compile } from '@/lib/graph/compile'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/graph'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { isNodeType, manifestOf } from '../manifests.gen'
import { runs } from '../runs.gen'

interface RunOptions {
  inputs?: JsonObject
  ports?: Partial<EnginePorts>
  /** Stored values of variables, by key. */
  variables?: JsonObject
  stop?: Stop
  now?: () => number
  log?: (entry: RunLogEntry) => void
  /** Events of an earlier part of the run, which is resumed after them. */
  before?: readonly RunEvent[]
}

export interface AppRun {
  events: RunEvent[]
  outputs: JsonObject | null
  error: RunError | null
  /** Text streamed from the answer's sources. */
  streamed: string
  /** Pending inputs of a paused run. */
  pendingInputs: Extract<RunEvent, { type: 'node-pause' }>[]
}

/** Runs a graph of real nodes through the engine. */
export async function runApp(
  graph: Graph,
  { inputs = {}, ports = {}, variables = {}, stop = new Stop(), now, before, log }: RunOptions = {},
): Promise<AppRun> {
  const compiled = compile({ graph, manifests: manifestOf })
  if (!compiled.ok) throw new Error(compiled.issues.map((issue) => addEnglish(issue).message).join('\n'))
  const events: RunEvent[] = []
  const run = execute(compiled.plan, {
    runId: '0198c0de-0000-7000-8000-000000000001',
    inputs,
    definitions: async (type) => (await (isNodeType(type) ? runs[type]() : raiseInternal(`No run of ${type}`))).default,
    ports: fakePorts(ports),
    variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, { value, revision: 0 }])),
    stop,
    now: now ?? (() => performance.now()),
    random: () => 0,
    ...(log ? { log } : {}),
    ...(before ? { seed: seedForResume(before) } : {}),
  })
  for await (const event of run) events.push(event)
  const last = events.at(-1)
  return {
    events,
    outputs: last?.type === 'run-end' ? last.outputs : null,
    error: last?.type === 'run-error' ? last.error : null,
    streamed: events
      .map((event) => (event.type === 'node-delta' && event.port !== REASONING_PORT ? event.text : ''))
      .join(''),
    pendingInputs: events.filter((event) => event.type === 'node-pause'),
  }
}

/** The stored events of a paused run with its answers, for `before`. */
export function withAnswers(run: AppRun, answers: Readonly<Record<string, Json>>): RunEvent[] {
  const events = run.pendingInputs.flatMap((wait): RunEvent[] => {
    const answer = answers[[...wait.path, wait.key].join('/')]
    const { path, nodeId, atMs, key } = wait
    return answer === undefined ? [] : [{ type: 'node-resume', path, nodeId, atMs, key, answer }]
  })
  return [...run.events, ...events]
}

interface AppNode extends Pick<GraphNode, 'id' | 'type'>, Partial<Pick<GraphNode, 'config' | 'parent' | 'policy'>> {}

/** A chat app with the given nodes and edges `node.port -> node.port`, plus an Input “in” and an Answer “out”. */
export function chatApp(nodes: readonly AppNode[], edges: readonly string[]): Graph {
  const all: AppNode[] = [{ id: 'in', type: 'input' }, ...nodes, { id: 'out', type: 'answer' }]
  return {
    schemaVersion: 1,
    nodes: all.map(
      ({ id, type, ...rest }): GraphNode => ({
        id,
        type,
        version: manifestOf(type)?.version ?? 1,
        label: id,
        config: {},
        position: { x: 0, y: 0 },
        ...rest,
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
