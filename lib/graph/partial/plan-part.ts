import type { Plan, PlanNode } from '../plan'
import { findStale, indexPlaces } from './find-stale'

export const PART_KINDS = ['to', 'from', 'node'] as const
/** `to`: all that the node needs, and it. `from`: the node and all that depends on it. `node`: it alone. */
export type PartKind = (typeof PART_KINDS)[number]

/** Which steps of a plan a run of a part of it has. All are ids of top-level nodes. */
export interface RunPart {
  kind: PartKind
  /** Asked for; a node inside a container stands for the outermost container around it. */
  nodeId: string
  /** Steps that are executed. */
  runs: string[]
  /** Steps whose recorded results are shown as they are. */
  reused: string[]
  /** Steps that give what they are pinned to. */
  pinned: string[]
}

export interface PartPlan extends RunPart {
  /** Steps whose results are needed and of which nothing is known. With any of them the part cannot run. */
  missing: string[]
}

interface PartRequest {
  kind: PartKind
  nodeId: string
  /** Steps of which a recorded result is there, skipped ones included. */
  known: ReadonlySet<string>
  /** Runs what is missing too, with all that it needs. */
  runMissing?: boolean
}

/** Exactly the steps that a part needs; null when the node is no step of the plan. */
export function planPart(plan: Plan, request: PartRequest): PartPlan | null {
  const target = topStep(plan, request.nodeId)
  return target ? new PartPlanner(plan, request, target).plan() : null
}

/** The step at the top that the node is, or that holds it; null for what is only plugged in. */
function topStep(plan: Plan, nodeId: string): PlanNode | null {
  let place = indexPlaces(plan).get(nodeId) ?? null
  while (place?.parent) place = place.parent
  return place?.node.isStep ? place.node : null
}

class PartPlanner {
  private readonly runs: Set<number>

  constructor(
    private readonly whole: Plan,
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
    // Run from here shows the whole run: what does not follow from the node too, as far as it is known.
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
    return this.whole.nodes.filter(({ isStep }) => isStep)
  }

  private isPart(step: PlanNode, needed: readonly PlanNode[]): boolean {
    return this.runs.has(step.index) || needed.includes(step)
  }

  /** The node itself is asked for, so its own pin does not count. */
  private isPinned(step: PlanNode): boolean {
    return step.pinned !== null && step !== this.target
  }

  private dependenciesOf(step: number): PlanNode[] {
    const node = this.whole.nodes[step]
    if (!node || this.isPinned(node)) return []
    return node.dependencies.flatMap((source) => this.whole.nodes[source] ?? [])
  }

  /** Steps that what runs reads from and that do not run themselves. */
  private boundary(): PlanNode[] {
    const sources = [...this.runs].flatMap((step) => this.dependenciesOf(step))
    return [...new Set(sources)].filter((step) => !this.runs.has(step.index))
  }

  private absent(): PlanNode[] {
    return this.boundary().filter((step) => !this.isPinned(step) && !this.request.known.has(step.id))
  }

  /** These, and all that they need, as far as `isThere` and pins do not say that it is there already. */
  private addBefore(from: readonly (PlanNode | number)[], isThere: (step: PlanNode) => boolean): void {
    const open = from.map((step) => (typeof step === 'number' ? step : step.index))
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      this.runs.add(step)
      for (const source of this.dependenciesOf(step))
        if (!this.runs.has(source.index) && !isThere(source)) open.push(source.index)
    }
  }

  private addAfter(): void {
    const stale = findStale(indexPlaces(this.whole), [this.target.id])
    for (const step of this.steps()) if (stale.has(step.id)) this.runs.add(step.index)
  }

  /**
   * A person's consent was given for what that run did: where what runs rests on one, it is asked again, and what lies
   * between runs again.
   */
  private addConsents(): void {
    const before = new Set<number>()
    const open = [...this.runs]
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      for (const source of this.dependenciesOf(step)) {
        if (before.has(source.index) || this.isPinned(source)) continue
        before.add(source.index)
        open.push(source.index)
      }
    }
    for (const index of before) {
      const consent = this.whole.nodes[index]
      if (!consent?.isConsent) continue
      const resting = findStale(indexPlaces(this.whole), [consent.id])
      for (const step of before) if (resting.has(this.whole.nodes[step]?.id ?? '')) this.runs.add(step)
    }
  }
}
