import type { JsonObject } from '@/lib/core/json'
import type { NodePolicy } from './graph'
import type { Jump, TemplateField } from './manifest'
import type { Join, Port } from './ports'
import type { VariableDeclaration } from './variables/declaration'

/** `step` of a source: a value that the container passes to its inner nodes, such as an item. */
export const FRAME_VALUES = -1

/** Source of a value at run time. */
export interface PlanSource {
  /** Index in the nodes of the plan, or `FRAME_VALUES`. */
  step: number
  port: string
  /** Number of containers between this plan and that one; absent for the node's own. */
  up?: number
}

/** An input port of a step with all its sources, in edge order. */
export interface PlanInput {
  port: Port
  sources: PlanSource[]
}

/** A node connected to a capability port. It is not a step: it runs inside its consumer. */
export interface PlanBinding {
  /** Index in `Plan.nodes`. */
  node: number
  port: string
  /** Number of containers between this plan and that one; absent for the node's own. */
  up?: number
}

/** A node with its parsed config: a step, or a capability. */
export interface PlanNode {
  index: number
  id: string
  type: string
  label: string
  /** Tool description for models: `config.toolDescription`, or the manifest's description. */
  description: string
  config: JsonObject
  templates: readonly TemplateField[]
  effect: 'pure' | 'read' | 'write'
  /** Whether it writes only through its tools or another app. */
  delegates: boolean
  /** Whether the node asks a person itself. An agent that calls it as a tool then does not ask. */
  asksItself: boolean
  role: 'start' | 'answer' | 'none'
  streams: string | null
  /** Set if it ends its frame. */
  jump: Jump | null
  policy: NodePolicy
  pinned: JsonObject | null
  isStep: boolean
  /** Whether its output only applies to the run in which a person was asked. */
  isConsent: boolean
  join: Join
  inputs: PlanInput[]
  /** Flow output ports, including the `error` port if the policy requires it. */
  outputs: Port[]
  /** Ports of other steps referenced by `{{…}}` in the config, without duplicates. */
  references: PlanSource[]
  /** Sources of its control port: if there are any, it runs only when one of them is live. */
  when: PlanSource[]
  /** Capability input port -> connected nodes, in edge order. */
  bindings: Record<string, PlanBinding[]>
  /** Steps that must complete first: by edges and references, including those of its bound and inner nodes. */
  dependencies: number[]
  dependents: number[]
  /** For containers: the plan of a frame. */
  frame: Plan | null
  /** For containers: whether a frame needs the results of earlier frames. */
  isSequential: boolean
}

/** A compiled graph: arrays and indexes only, JSON-safe, cached by `hash` and never stored. */
export interface Plan {
  hash: string
  nodes: PlanNode[]
  /** Node id -> index. */
  indexById: Record<string, number>
  /** Steps without dependencies. */
  roots: number[]
  start: number | null
  /** Answer steps in graph order, in which their texts form the streamed answer. */
  answers: number[]
  /** Id of the container of this plan; null at the top. */
  container: string | null
  /** The variables of the app; empty for the body of a container, which uses those of its app. */
  variables: VariableDeclaration[]
  /** Names of the environment variables that the app reads; empty for the body of a container. */
  environment: string[]
  /** Results of a frame: the container's inner input ports with their sources. */
  results: PlanInput[]
}
