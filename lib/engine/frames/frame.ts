import type { AppError } from '@/lib/core/app-error'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { LazySet } from '@/lib/core/lazy-map'
import type { Jump } from '@/lib/graph/manifest'
import { FRAME_VALUES, type Plan, type PlanSource } from '@/lib/graph/plan'
import type { FrameOutcome } from '../node-definition'
import type { Stop } from '../run/stop'
import type { AppVariables } from '../variables/app-variables'
import { createMachine, type Machine } from './machine'

export interface FrameScope {
  /** Path prefix of its nodes: [] at the top, [containerId, key] for a container's frame. */
  path: string[]
  /** The enclosing frame, whose values its nodes can read; null at the top and for a sub-app's plan. */
  parent: Frame | null
  /** Values given by the container: item, index, state. */
  values: JsonObject
  /** Inputs of the run or the sub-app. */
  inputs: JsonObject
  /** Ids of the enclosing apps, outermost first. */
  apps: readonly string[]
  /** Variables of the innermost of these apps. */
  variables: AppVariables
  usesPinned: boolean
  /**
   * Whether an enclosing container may be retried in this execution, so that results in this frame must be recorded.
   */
  isRetryable: boolean
  onEnd(outcome: FrameOutcome): void
}

/** A running plan: the whole run, an item of a Map, a round of a Loop, or a sub-app. */
export class Frame {
  readonly machine: Machine
  /** Steps that are queued, running, or waiting for their commit. */
  readonly open = new Set<number>()
  /** Stops of the running steps. */
  readonly running = new Map<number, Stop>()
  readonly paused = new LazySet<number>()
  /** Steps that ended but are not stored yet. */
  readonly committing = new Map<number, JsonObject>()
  /** Set when a step has ended this frame early. */
  jump: { kind: Jump; value: Json } | null = null
  private closed = false

  constructor(
    readonly plan: Plan,
    readonly scope: FrameScope,
  ) {
    this.machine = createMachine(plan, this.valueOutside)
  }

  get isClosed(): boolean {
    return this.closed
  }

  readonly valueAt = (source: PlanSource): Json | undefined => this.machine.valueAt(source)

  /** Finds a node by id as references of the node resolve it: in this frame or the enclosing ones. */
  find(id: string): { label: string; valueAt(port: string): Json | undefined } | null {
    for (let frame: Frame | null = this; frame; frame = frame.scope.parent) {
      const { plan, machine, scope } = frame
      if (plan.container === id) return { label: id, valueAt: (port) => ownValue(scope.values, port) }
      const step = Object.hasOwn(plan.indexById, id) ? plan.indexById[id] : undefined
      if (step !== undefined)
        return { label: plan.nodes[step]?.label ?? id, valueAt: (port) => machine.valueAt({ step, port }) }
    }
    return null
  }

  /** The enclosing frame that is that many levels further out. */
  outer(levels: number): Frame {
    let frame: Frame = this
    for (let left = levels; left > 0; left -= 1)
      frame = frame.scope.parent ?? raiseInternal('A plan reaches beyond the top.')
    return frame
  }

  /** Stops all steps of the frame. Further output of its nodes is ignored. */
  close(reason: AppError): void {
    if (this.closed) return
    this.closed = true
    for (const stop of this.running.values()) stop.end(reason)
    this.running.clear()
  }

  private readonly valueOutside = ({ step, port, up = 0 }: PlanSource): Json | undefined => {
    const frame = this.outer(up)
    return step === FRAME_VALUES ? ownValue(frame.scope.values, port) : frame.machine.valueAt({ step, port })
  }
}

function ownValue(values: JsonObject, port: string): Json | undefined {
  return Object.hasOwn(values, port) ? values[port] : undefined
}
