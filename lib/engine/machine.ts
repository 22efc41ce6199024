import type { Json, JsonObject } from '@/lib/core/json'
import type { Plan, PlanNode, PlanSource } from '@/lib/graph/plan'
import { findUselessBranches } from './find-useless-branches'

export type StepStatus = 'waiting' | 'ready' | 'done' | 'skipped'

/** What a completion brings about: steps that may start, that are skipped, and that an `any` join makes useless. */
export interface Change {
  ready: number[]
  skipped: number[]
  cancelled: number[]
}

export interface Machine {
  /** @param settled results known from before: outputs, or null for skipped. */
  begin(settled?: ReadonlyMap<number, JsonObject | null>): Change
  /** A completion of a step that was cancelled meanwhile changes nothing. */
  complete(step: number, outputs: JsonObject): Change
  /** `undefined` when the source is skipped or gave nothing on this port. */
  valueAt(source: PlanSource): Json | undefined
  outputsOf(step: number): JsonObject | null
  statusOf(step: number): StepStatus
  isFinished(): boolean
}

/** The scheduler without clock, promises or I/O: the same completions always lead to the same state. */
export function createMachine(plan: Plan): Machine {
  const status: StepStatus[] = plan.nodes.map(() => 'waiting')
  const outputs: (JsonObject | null)[] = plan.nodes.map(() => null)
  const pending = plan.nodes.map((node) => node.dependencies.length)
  let unsettled = plan.nodes.filter((node) => node.isStep).length

  const isSettled = (step: number) => status[step] === 'done' || status[step] === 'skipped'
  const valueAt = ({ step, port }: PlanSource) => {
    const values = outputs[step]
    return values && Object.hasOwn(values, port) ? values[port] : undefined
  }
  const settle = (step: number, next: 'done' | 'skipped', values: JsonObject | null) => {
    status[step] = next
    outputs[step] = values
    unsettled -= 1
  }
  const cancelBranches = (node: PlanNode, change: Change) => {
    for (const step of findUselessBranches(plan, node, (index) => status[index] ?? 'waiting')) {
      settle(step, 'skipped', null)
      change.cancelled.push(step)
    }
  }
  /** @returns whether the step was skipped, so that its dependents must be looked at too. */
  const consider = (step: number, change: Change): boolean => {
    const node = plan.nodes[step]
    if (!node || status[step] !== 'waiting') return false
    const isEarly = pending[step] !== 0
    if (isEarly && !canStartEarly(node, valueAt, isSettled)) return false
    if (mustSkip(node, valueAt)) {
      settle(step, 'skipped', null)
      change.skipped.push(step)
      return true
    }
    status[step] = 'ready'
    change.ready.push(step)
    if (isEarly) cancelBranches(node, change)
    return false
  }
  const propagate = (settled: number[], change: Change) => {
    // The list grows while it is walked: a skipped step is looked at in its turn.
    for (const step of settled) {
      for (const dependent of plan.nodes[step]?.dependents ?? []) {
        pending[dependent] = (pending[dependent] ?? 0) - 1
        if (consider(dependent, change)) settled.push(dependent)
      }
    }
    return change
  }

  return {
    begin(known = new Map()) {
      const change: Change = { ready: [], skipped: [], cancelled: [] }
      for (const [step, values] of known) settle(step, values ? 'done' : 'skipped', values)
      for (const step of known.keys()) {
        for (const dependent of plan.nodes[step]?.dependents ?? []) pending[dependent] = (pending[dependent] ?? 0) - 1
      }
      const skipped = plan.nodes.filter((node) => node.isStep && consider(node.index, change)).map((node) => node.index)
      return propagate(skipped, change)
    },
    complete(step, values) {
      const change: Change = { ready: [], skipped: [], cancelled: [] }
      if (status[step] !== 'ready') return change
      settle(step, 'done', values)
      return propagate([step], change)
    },
    valueAt,
    outputsOf: (step) => outputs[step] ?? null,
    statusOf: (step) => status[step] ?? 'waiting',
    isFinished: () => unsettled === 0,
  }
}

type ValueAt = (source: PlanSource) => Json | undefined

/** An `any` join starts with its first live source, once what it refers to is there. */
function canStartEarly(node: PlanNode, valueAt: ValueAt, isSettled: (step: number) => boolean): boolean {
  if (node.join !== 'any') return false
  const sources = node.inputs.flatMap((input) => input.sources)
  if (!sources.some((source) => valueAt(source) !== undefined)) return false
  const flow = new Set(sources.map((source) => source.step))
  return node.dependencies.every((step) => flow.has(step) || isSettled(step))
}

/**
 * Skipped: no edge into it carries a value, or none into one of its required inputs.
 * References alone decide only for a node that no edge leads into; else an absent reference reads as empty.
 */
function mustSkip(node: PlanNode, valueAt: ValueAt): boolean {
  const isLive = (source: PlanSource) => valueAt(source) !== undefined
  const fed = node.inputs.filter((input) => input.sources.length > 0)
  if (fed.length === 0) return node.references.length > 0 && !node.references.some(isLive)
  if (!fed.some((input) => input.sources.some(isLive))) return true
  return fed.some((input) => input.port.required === true && !input.sources.some(isLive))
}
