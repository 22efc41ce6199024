import { raise } from '@/lib/core/app-error'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import type { Plan } from '@/lib/graph/plan'
import { sampleManifests } from '@/lib/graph/testing/sample-manifests'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { RunEvent } from '../events'
import { execute } from '../execute'
import type { Execution } from '../execution'
import type { NodeDefinition, NodeRunArguments } from '../node-definition'
import type { NodePaused } from '../pauses/pause'
import { Stop } from '../run/stop'
import { containerBehaviors } from './container-behaviors'
import { fakePorts } from './fake-ports'

export type Behavior = (args: NodeRunArguments<JsonObject>) => Promise<JsonObject | NodePaused>

/**
 * Default behavior of the sample node types. Graphs of tests name their nodes by one or two letters, such as `p` for a
 * pair, `w` for a write and `g` for an agent; a test replaces the behavior of a node by its id.
 */
export const BEHAVIORS: Readonly<Record<string, Behavior>> = {
  input: async ({ ctx }) => ctx.runInputs,
  template: async ({ config }) => ({ text: config.text ?? '' }),
  pair: async ({ inputs }) => ({ out: inputs.b === undefined ? (inputs.a ?? null) : [inputs.a ?? null, inputs.b] }),
  branch: async ({ inputs }): Promise<JsonObject> =>
    inputs.value === 'yes' ? { yes: 'yes' } : { no: inputs.value ?? null },
  merge: async ({ inputs }) => ({ value: inputs.values ?? null }),
  write: async ({ config }) => ({ out: config }),
  break: async ({ inputs }) => ({ value: inputs.value ?? null }),
  continue: async ({ inputs }) => ({ value: inputs.value ?? null }),
  answer: async ({ inputs }) => ({ text: inputs.text ?? '' }),
  ...containerBehaviors,
}

export interface RunGraphOptions extends Partial<Omit<Execution, 'definitions' | 'inputs'>> {
  inputs?: JsonObject
  /** Behaviors by node id. */
  behaviors?: Readonly<Record<string, Behavior>>
}

export function samplePlan(graph: Graph): Plan {
  const compiled = compile({ graph, manifests: sampleManifests })
  return compiled.ok
    ? compiled.plan
    : raise('INVALID_GRAPH', verbatim(compiled.issues.map((issue) => addEnglish(issue).message).join('\n')))
}

export function sampleExecution({ behaviors = {}, ...options }: RunGraphOptions = {}): Execution {
  return {
    runId: 'run-1',
    inputs: { question: 'hello' },
    ports: fakePorts(),
    stop: new Stop(),
    now: () => performance.now(),
    random: () => 0.5,
    definitions: async (type): Promise<NodeDefinition<JsonObject>> => ({
      run: (args) => (behaviors[args.ctx.nodeId] ?? BEHAVIORS[type] ?? raiseInternal(`No behavior of ${type}`))(args),
      ...(type === 'model'
        ? { bind: async () => ({ kind: 'chat-model', model: { connection: 'builtin', model: 'x' } }) }
        : {}),
    }),
    ...options,
  }
}

/** Runs a graph of sample nodes to its end and returns all events. */
export async function runGraph(graph: Graph, options: RunGraphOptions = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of execute(samplePlan(graph), sampleExecution(options))) events.push(event)
  return events
}
