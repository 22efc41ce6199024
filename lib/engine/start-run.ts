import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { Plan, PlanNode } from '@/lib/graph/plan'
import { createEventChannel } from './event-channel'
import type { RunEvent } from './events'
import type { Execution } from './execution'
import { limits } from './layers/limits'
import { type Change, createMachine } from './machine'
import { resolveInputs } from './resolve-inputs'
import { runOutputs } from './run-outputs'
import type { NodeOutcome } from './run-session'
import { createSession } from './session'
import { abortReason, toRunError } from './to-app-error'

const MAX_PARALLEL = 16
/** Beyond what any sane run needs; callers set tighter ones with a layer of their own. */
const HARD_LIMITS = { maxEvents: 100_000, maxSteps: 5_000, wallClockSeconds: 24 * 3_600 }

/** Drives the machine: starts what is ready, reports what happens, ends the run. */
export function startRun(plan: Plan, execution: Execution): AsyncIterable<RunEvent> {
  return new Run(plan, execution).begin()
}

class Run {
  private readonly machine
  private readonly channel
  private readonly session
  private readonly startedAtMs: number
  private readonly running = new Map<number, AbortController>()
  private readonly ready: number[] = []
  private nextReady = 0

  constructor(
    private readonly plan: Plan,
    private readonly execution: Execution,
  ) {
    this.machine = createMachine(plan)
    // The hard limits come first, so that other layers never see what is refused.
    const layers = [limits(HARD_LIMITS), ...(execution.layers ?? [])]
    this.channel = createEventChannel(layers, () => this.fail(new AppError('CANCELLED', 'The run was stopped.')))
    this.session = createSession(plan, execution, { emit: this.channel.emit, valueAt: this.machine.valueAt })
    this.startedAtMs = execution.seed?.resumedFromMs ?? execution.now()
  }

  begin(): AsyncIterable<RunEvent> {
    const { signal, inputs, seed } = this.execution
    this.channel.start({ fail: (error) => this.fail(error), now: this.execution.now })
    if (seed?.resumedFromMs == null) {
      this.channel.emit({ type: 'run-start', atMs: this.execution.now(), planHash: this.plan.hash, inputs })
    }
    if (signal.aborted) this.onAbort()
    else signal.addEventListener('abort', this.onAbort)
    this.apply(this.machine.begin(this.settledBefore()))
    this.pump()
    return this.channel.queue
  }

  private readonly onAbort = () => this.fail(abortReason(this.execution.signal))

  /** A new run made from an older one shows the older results as its own; a resumed run has told of them already. */
  private settledBefore(): Map<number, JsonObject | null> {
    const settled = new Map<number, JsonObject | null>()
    const { seed } = this.execution
    for (const node of this.plan.nodes) {
      const outputs = node.isStep ? seed?.completions.get(node.id) : undefined
      if (outputs === undefined) continue
      settled.set(node.index, outputs)
      if (seed?.resumedFromMs != null) continue
      if (outputs) this.channel.emit({ type: 'node-end', outputs, durationMs: 0, pinned: true, ...this.at(node) })
      else this.channel.emit({ type: 'node-skip', ...this.at(node) })
    }
    return settled
  }

  private pump(): void {
    const limit = this.execution.maxParallel ?? MAX_PARALLEL
    while (!this.channel.isClosed() && this.running.size < limit) {
      const step = this.ready[this.nextReady]
      if (step === undefined) break
      this.nextReady += 1
      const node = this.plan.nodes[step]
      // A step that waited for its turn may have become useless meanwhile.
      if (node && this.machine.statusOf(step) === 'ready') this.launch(node)
    }
    if (this.machine.isFinished()) this.end()
  }

  private launch(node: PlanNode): void {
    if (node.pinned && this.execution.usePinned) {
      this.channel.emit({ type: 'node-end', outputs: node.pinned, durationMs: 0, pinned: true, ...this.at(node) })
      this.apply(this.machine.complete(node.index, node.pinned))
      return
    }
    const controller = new AbortController()
    this.running.set(node.index, controller)
    const inputs = () => resolveInputs(node, this.machine.valueAt)
    this.session
      .runTask({ node, path: [node.id], signal: controller.signal, inputs })
      .then((outcome) => this.onOutcome(node, outcome))
      .catch((cause: unknown) => this.fail(new AppError('INTERNAL', 'The run failed unexpectedly.', { cause })))
  }

  private onOutcome(node: PlanNode, outcome: NodeOutcome): void {
    this.running.delete(node.index)
    if (this.channel.isClosed()) return
    if (this.machine.statusOf(node.index) === 'ready') this.settle(node, outcome)
    this.pump()
  }

  private settle(node: PlanNode, outcome: NodeOutcome): void {
    const { durationMs } = outcome
    if (outcome.type === 'done') {
      this.channel.emit({ type: 'node-end', outputs: outcome.outputs, durationMs, ...this.at(node) })
      this.apply(this.machine.complete(node.index, outcome.outputs))
      return
    }
    const error = toRunError(outcome.error, node.id)
    const outputs = outcome.type === 'failed' ? outputsOnError(node, outcome.error) : null
    const handled = outputs !== null
    this.channel.emit({
      type: 'node-error',
      error,
      handled,
      ...(outputs ? { outputs } : {}),
      durationMs,
      ...this.at(node),
    })
    if (outputs) this.apply(this.machine.complete(node.index, outputs))
    else this.fail(outcome.error, node.id)
  }

  private apply({ ready, skipped, cancelled }: Change): void {
    for (const step of ready) this.ready.push(step)
    for (const step of cancelled) this.running.get(step)?.abort()
    for (const step of [...skipped, ...cancelled]) {
      const node = this.plan.nodes[step]
      if (node) this.channel.emit({ type: 'node-skip', ...this.at(node) })
    }
  }

  private end(): void {
    const atMs = this.execution.now()
    const outputs = runOutputs(this.plan, this.machine)
    this.channel.finish({ type: 'run-end', atMs, durationMs: atMs - this.startedAtMs, outputs })
    this.release()
  }

  private fail(error: AppError, nodeId?: string): void {
    if (this.channel.isClosed()) return
    if (error.cause !== undefined)
      this.execution.log?.({ level: 'error', message: error.message, path: [], cause: error.cause })
    const atMs = this.execution.now()
    this.channel.finish({
      type: 'run-error',
      atMs,
      durationMs: atMs - this.startedAtMs,
      error: toRunError(error, nodeId),
    })
    this.release()
    for (const controller of this.running.values()) controller.abort(error)
  }

  private release(): void {
    this.execution.signal.removeEventListener('abort', this.onAbort)
  }

  private at(node: PlanNode) {
    return { path: [node.id], nodeId: node.id, atMs: this.execution.now() }
  }
}

function outputsOnError(node: PlanNode, error: AppError): JsonObject | null {
  switch (node.policy.onError) {
    case 'default':
      return node.policy.defaultOutputs ?? {}
    case 'port':
      return { error: { code: error.code, message: error.message } }
    case 'fail':
      return null
  }
}
