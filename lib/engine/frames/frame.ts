import { type AppError, raise } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { LazySet } from '@/lib/core/lazy-map'
import { FRAME_VALUES, type Plan, type PlanSource } from '@/lib/graph/plan'
import type { FrameOutcome } from '../node-definition'
import type { NodeTask } from '../run/run-session'
import { createMachine, type Machine } from './machine'

export interface FrameScope {
  /** In front of the paths of its nodes: [] at the top, [containerId, key] of a container's frame. */
  path: string[]
  /** The frame around it whose values its nodes may read; null at the top and for another app's plan. */
  parent: Frame | null
  /** What the container gives: the item, the index, the state. */
  values: JsonObject
  /** The run's inputs, or what a sub-app was given. */
  inputs: JsonObject
  /** Apps that are running around its nodes, outermost first. */
  apps: readonly string[]
  usesPinned: boolean
  /** A container around it may be tried again in this drive, so that what ends in here must be remembered. */
  isRetried: boolean
  onEnd(outcome: FrameOutcome): void
}

/** One plan being run: the whole run, an item of a Map, a round of a Loop, another app. */
export class Frame {
  readonly machine: Machine
  /** Steps that are queued, running, or waiting for their commit. */
  readonly open = new Set<number>()
  readonly running = new Map<number, NodeTask>()
  readonly paused = new LazySet<number>()
  /** Steps that have ended and whose end is not stored yet. */
  readonly committing = new Map<number, JsonObject>()
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

  /** A node by its id as its texts see it: in this frame, the container around it, or further out. */
  find(id: string): { label: string; valueAt(port: string): Json | undefined } | null {
    for (let frame: Frame | null = this; frame; frame = frame.scope.parent) {
      const { plan, machine, scope } = frame
      if (plan.container === id) return { label: id, valueAt: (port) => own(scope.values, port) }
      const step = Object.hasOwn(plan.indexById, id) ? plan.indexById[id] : undefined
      if (step !== undefined)
        return { label: plan.nodes[step]?.label ?? id, valueAt: (port) => machine.valueAt({ step, port }) }
    }
    return null
  }

  /** The frame so many containers further out. */
  outer(up: number): Frame {
    let frame: Frame = this
    for (let left = up; left > 0; left -= 1)
      frame = frame.scope.parent ?? raise('INTERNAL', 'A plan reaches beyond the top.')
    return frame
  }

  /** Ends everything that goes on in it. What its nodes still say is not heard. */
  close(reason: AppError): void {
    if (this.closed) return
    this.closed = true
    for (const task of this.running.values()) task.stop.end(reason)
    this.running.clear()
  }

  private readonly valueOutside = ({ step, port, up = 0 }: PlanSource): Json | undefined => {
    const frame = this.outer(up)
    return step === FRAME_VALUES ? own(frame.scope.values, port) : frame.machine.valueAt({ step, port })
  }
}

function own(values: JsonObject, port: string): Json | undefined {
  return Object.hasOwn(values, port) ? values[port] : undefined
}
