import type { JsonObject } from '@/lib/core/json'
import type { NodePolicy } from './graph'
import type { TemplateField } from './manifest'
import type { Join, Port } from './ports'

/** As `step` of a source: what the container gives to its inside, such as an item. */
export const FRAME_VALUES = -1

/** Where a value comes from while the run goes on. */
export interface PlanSource {
  /** Index in the nodes of the plan, or `FRAME_VALUES`. */
  step: number
  port: string
  /** How many containers further out that plan is; absent for the node's own. */
  up?: number
}

/** One input port of a step with all its sources, in edge order. */
export interface PlanInput {
  port: Port
  sources: PlanSource[]
}

/** A node plugged into a capability port. It is no step of its own: it runs inside its consumer. */
export interface PlanBinding {
  /** Index in `Plan.nodes`. */
  node: number
  port: string
  /** How many containers further out that plan is; absent for the node's own. */
  up?: number
}

/** A node with its parsed config: a step, or used only through bind edges. */
export interface PlanNode {
  index: number
  id: string
  type: string
  label: string
  /** What a model reads when the node is a tool: `config.toolDescription`, or the manifest's description. */
  description: string
  config: JsonObject
  templates: readonly TemplateField[]
  effect: 'pure' | 'read' | 'write'
  /** What it changes, it changes through what it runs: tools, or another app. */
  delegates: boolean
  role: 'start' | 'answer' | 'none'
  streams: string | null
  policy: NodePolicy
  pinned: JsonObject | null
  isStep: boolean
  /** What it gives holds for the run in which a person was asked, and for no other. */
  isConsent: boolean
  join: Join
  inputs: PlanInput[]
  /** Flow output ports, the `error` port included where the policy asks for it. */
  outputs: Port[]
  /** Ports of other steps that the config's `{{…}}` name, each once. */
  references: PlanSource[]
  /** Capability input port -> what is plugged in, in edge order. */
  bindings: Record<string, PlanBinding[]>
  /** Steps whose completion this step waits for: edges and references, those of its bound and inner nodes included. */
  dependencies: number[]
  dependents: number[]
  /** Of a container: what it runs, once a frame. */
  frame: Plan | null
  /** Of a container: a frame needs what earlier frames gave. */
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
  /** Answer steps in graph order: their texts, in this order, make up the streamed answer. */
  answers: number[]
  /** Id of the container whose inside this is; null at the top. */
  container: string | null
  /** What leaves a frame: the container's inner input ports with their sources. */
  results: PlanInput[]
}
