import type { Plan, PlanNode } from '../plan'
import { findStale, indexPlaces } from './find-stale'

export const PART_KINDS = ['to', 'from', 'node'] as const
/**
 * `to`: the node and everything it needs. `from`: the node and everything that depends on it.
 * `node`: only the node.
 */
export type PartKind = (typeof PART_KINDS)[number]

/** The steps of a partial run, as ids of top-level nodes. */
export interface RunPart {
  kind: PartKind
  /** The requested node; a node inside a container is represented by the outermost container. */
  nodeId: string
  /** Executed steps. */
  runs: string[]
  /** Steps whose recorded results are reused. */
  reused: string[]
  /** Steps with pinned outputs. */
  pinned: string[]
}

export interface PartPlan extends RunPart {
  /** Required steps without a known result. The part cannot run if there are any. */
  missing: string[]
}

interface PartRequest {
  kind: PartKind
  nodeId: string
  /** Steps with a recorded result, including skipped ones. */
  known: ReadonlySet<string>
  /** Whether to run missing steps too, with everything they need. */
  runMissing?: boolean
}

/** Exactly the steps that a part needs; null if the node is not a step of the plan. */
export function planPart(plan: Plan, request: PartRequest): PartPlan | null {
  const target = topStep(plan, request.nodeId)
  return target ? new PartPlanner(plan, request, target).plan() : null
}

/** The top-level step that is or contains the node; null for capabilities only. */
function topStep(plan: Plan, nodeId: string): PlanNode | null {
  let place = indexPlaces(plan).get(nodeId) ?? null
  while (place?.parent) place = place.parent
  return place?.node.isStep ? place.node : null
}

class PartPlanner {
  private readonly runs: Set<number>

  constructor(
    private readonly fullPlan: Plan,
    private readonly request: PartRequest,
    private readonly target: PlanNode,
  ) {
    this.runs = new Set([target.index])
  }

  plan(): PartPlan {
    const { kind, known, runMissing = false } = this.request
    if (kind === 'to') this.addBefore([...this.runs], () => false)
    if (kind === 'from') this.addAfter()
    this.addConsents()
    if (runMissing) {
      this.addBefore(this.absent(), (step) => known.has(step.id))
      this.addConsents()
    }
    const needed = this.boundary()
    // `from` shows the whole run, including known results of independent steps.
    const isShown = (step: PlanNode) => needed.includes(step) || (kind === 'from' && !this.runs.has(step.index))
    const idsOf = (steps: readonly PlanNode[]) => steps.map(({ id }) => id)
    return {
      kind,
      nodeId: this.target.id,
      runs: idsOf(this.steps().filter((step) => this.runs.has(step.index) && !this.isPinned(step))),
      pinned: idsOf(this.steps().filter((step) => this.isPinned(step) && this.isPart(step, needed))),
      reused: idsOf(this.steps().filter((step) => isShown(step) && !this.isPinned(step) && known.has(step.id))),
      missing: idsOf(this.absent()),
    }
  }

  private steps(): PlanNode[] {
    return this.fullPlan.nodes.filter(({ isStep }) => isStep)
  }

  private isPart(step: PlanNode, needed: readonly PlanNode[]): boolean {
    return this.runs.has(step.index) || needed.includes(step)
  }

  /** The requested node itself ignores its pin. */
  private isPinned(step: PlanNode): boolean {
    return step.pinned !== null && step !== this.target
  }

  private dependenciesOf(step: number): PlanNode[] {
    const node = this.fullPlan.nodes[step]
    if (!node || this.isPinned(node)) return []
    return node.dependencies.flatMap((source) => this.fullPlan.nodes[source] ?? [])
  }

  /** Steps that do not run but are read by steps that do. */
  private boundary(): PlanNode[] {
    const sources = [...this.runs].flatMap((step) => this.dependenciesOf(step))
    return [...new Set(sources)].filter((step) => !this.runs.has(step.index))
  }

  private absent(): PlanNode[] {
    return this.boundary().filter((step) => !this.isPinned(step) && !this.request.known.has(step.id))
  }

  /** Adds these steps and everything they need, stopping at known and pinned results. */
  private addBefore(from: readonly (PlanNode | number)[], isThere: (step: PlanNode) => boolean): void {
    const pending = from.map((step) => (typeof step === 'number' ? step : step.index))
    for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
      this.runs.add(step)
      for (const source of this.dependenciesOf(step))
        if (!this.runs.has(source.index) && !isThere(source)) pending.push(source.index)
    }
  }

  private addAfter(): void {
    const stale = findStale(indexPlaces(this.fullPlan), [this.target.id])
    for (const step of this.steps()) if (stale.has(step.id)) this.runs.add(step.index)
  }

  /**
   * Consent applied to the earlier run: if an executed step depends on one, it is requested again,
   * and the steps between are repeated.
   */
  private addConsents(): void {
    const before = new Set<number>()
    const pending = [...this.runs]
    for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
      for (const source of this.dependenciesOf(step)) {
        if (before.has(source.index) || this.isPinned(source)) continue
        before.add(source.index)
        pending.push(source.index)
      }
    }
    for (const index of before) {
      const consent = this.fullPlan.nodes[index]
      if (!consent?.isConsent) continue
      const affected = findStale(indexPlaces(this.fullPlan), [consent.id])
      for (const step of before) if (affected.has(this.fullPlan.nodes[step]?.id ?? '')) this.runs.add(step)
    }
  }
}
