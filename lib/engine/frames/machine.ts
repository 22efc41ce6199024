import type { Json, JsonObject } from '@/lib/core/json'
import { FRAME_VALUES, type Plan, type PlanNode, type PlanSource } from '@/lib/graph/plan'
import { findUselessBranches } from './find-unused-branches'
import type { StepStatus } from './step-status'

/** Consequences of a completion: steps that are ready, skipped, or made useless by an `any` join. */
export interface Change {
  ready: number[]
  skipped: number[]
  cancelled: number[]
}

export interface Machine {
  /** @param settled known results: outputs, or null for skipped. */
  begin(settled?: ReadonlyMap<number, JsonObject | null>): Change
  /** Completing a step that was cancelled meanwhile has no effect. */
  complete(step: number, outputs: JsonObject): Change
  /** Settles all other steps as skipped, except those that must finish. */
  abandon(mustFinish: (step: number) => boolean): Change
  /** `undefined` if the source is skipped or gave nothing on this port. */
  valueAt(source: PlanSource): Json | undefined
  outputsOf(step: number): JsonObject | null
  statusOf(step: number): StepStatus
  isFinished(): boolean
}

/**
 * The scheduler of one frame without clock, promises or I/O: the same completions always lead to
 * the same state.
 * @param valueOutside values of the enclosing frames, which are constant while it runs.
 */
export function createMachine(plan: Plan, valueOutside: ValueAt = () => undefined): Machine {
  return new DataflowMachine(plan, valueOutside)
}

class DataflowMachine implements Machine {
  private readonly status: StepStatus[]
  private readonly outputs: (JsonObject | null)[]
  /** Number of unsettled dependencies. */
  private readonly pending: number[]
  private unsettled: number

  constructor(
    private readonly plan: Plan,
    private readonly valueOutside: ValueAt,
  ) {
    // Created once per frame: a Map over thousands of items creates thousands.
    const { length } = plan.nodes
    this.status = new Array<StepStatus>(length).fill('waiting')
    this.outputs = new Array<JsonObject | null>(length).fill(null)
    this.pending = new Array<number>(length).fill(0)
    this.unsettled = 0
    for (const node of plan.nodes) {
      this.pending[node.index] = node.dependencies.length
      if (node.isStep) this.unsettled += 1
    }
  }

  begin(settled: ReadonlyMap<number, JsonObject | null> = new Map()): Change {
    const change = noChange()
    for (const [step, values] of settled) {
      this.settle(step, values)
      this.countDown(step)
    }
    const skipped: number[] = []
    for (const node of this.plan.nodes) if (node.isStep && this.consider(node, change)) skipped.push(node.index)
    return this.propagate(skipped, change)
  }

  complete(step: number, values: JsonObject): Change {
    if (this.status[step] !== 'ready') return noChange()
    this.settle(step, values)
    return this.propagate([step], noChange())
  }

  abandon(mustFinish: (step: number) => boolean): Change {
    const change = noChange()
    for (const { index, isStep } of this.plan.nodes) {
      const status = this.status[index]
      if (!isStep || (status !== 'waiting' && status !== 'ready')) continue
      if (status === 'ready' && mustFinish(index)) continue
      this.settle(index, null)
      if (status === 'ready') change.cancelled.push(index)
      else change.skipped.push(index)
    }
    return change
  }

  valueAt = (source: PlanSource): Json | undefined => {
    const { step, port } = source
    if (source.up !== undefined || step === FRAME_VALUES) return this.valueOutside(source)
    const values = this.outputs[step]
    return values && Object.hasOwn(values, port) ? values[port] : undefined
  }

  outputsOf(step: number): JsonObject | null {
    return this.outputs[step] ?? null
  }

  statusOf(step: number): StepStatus {
    return this.status[step] ?? 'waiting'
  }

  isFinished(): boolean {
    return this.unsettled === 0
  }

  private propagate(settled: number[], change: Change): Change {
    // The list grows during iteration, so that skipped steps are processed too.
    for (const step of settled) {
      for (const dependent of this.countDown(step)) {
        const node = this.plan.nodes[dependent]
        if (node && this.consider(node, change)) settled.push(dependent)
      }
    }
    return change
  }

  /** @returns whether the step was skipped, so that its dependents must be processed too. */
  private consider(node: PlanNode, change: Change): boolean {
    const step = node.index
    if (this.status[step] !== 'waiting') return false
    const isEarly = this.pending[step] !== 0
    if (isEarly && !canStartEarly(node, this.valueAt, (other) => this.isSettled(other))) return false
    if (mustSkip(node, this.valueAt)) {
      this.settle(step, null)
      change.skipped.push(step)
      return true
    }
    this.status[step] = 'ready'
    change.ready.push(step)
    if (isEarly) this.cancelBranches(node, change)
    return false
  }

  /** Nothing depends on these steps, so their end has no consequences. */
  private cancelBranches(join: PlanNode, change: Change): void {
    for (const step of findUselessBranches(this.plan, join, (other) => this.statusOf(other))) {
      this.settle(step, null)
      change.cancelled.push(step)
    }
  }

  private countDown(step: number): readonly number[] {
    const dependents = this.plan.nodes[step]?.dependents ?? []
    for (const dependent of dependents) this.pending[dependent] = (this.pending[dependent] ?? 0) - 1
    return dependents
  }

  private settle(step: number, values: JsonObject | null): void {
    this.status[step] = values ? 'done' : 'skipped'
    this.outputs[step] = values
    this.unsettled -= 1
  }

  private isSettled(step: number): boolean {
    return this.status[step] === 'done' || this.status[step] === 'skipped'
  }
}

function noChange(): Change {
  return { ready: [], skipped: [], cancelled: [] }
}

type ValueAt = (source: PlanSource) => Json | undefined

/** An `any` join starts with its first live source, once its references are settled. */
function canStartEarly(node: PlanNode, valueAt: ValueAt, isSettled: (step: number) => boolean): boolean {
  if (node.join !== 'any') return false
  const sources = node.inputs.flatMap((input) => input.sources)
  if (!sources.some((source) => valueAt(source) !== undefined)) return false
  // A source further out may have the same index as a step in this frame.
  const flow = new Set(sources.filter((source) => source.up === undefined).map((source) => source.step))
  return node.dependencies.every((step) => flow.has(step) || isSettled(step))
}

/**
 * A node is skipped if no incoming edge carries a value, or none into a required input or the control port. References
 * only matter for a node without incoming edges; otherwise an absent reference reads as empty.
 */
function mustSkip(node: PlanNode, valueAt: ValueAt): boolean {
  const isLive = (source: PlanSource) => valueAt(source) !== undefined
  const isControlled = node.when.length > 0
  if (isControlled && !node.when.some(isLive)) return true
  let isFed = false
  let hasLive = false
  for (const { port, sources } of node.inputs) {
    if (sources.length === 0) continue
    isFed = true
    if (sources.some(isLive)) hasLive = true
    else if (port.required) return true
  }
  if (isControlled) return false
  if (!isFed) return node.references.length > 0 && !node.references.some(isLive)
  return !hasLive
}
