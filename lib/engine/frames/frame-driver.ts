import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { PlanNode } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import type { GivenAnswer } from '../pauses/pause'
import { PausedTasks } from '../pauses/paused-tasks'
import { mustBeStored } from '../resume/must-be-stored'
import { canRetry } from '../retry'
import type { CommitGate } from '../run/commit-gate'
import { ReadyQueue } from '../run/ready-queue'
import { resolveInputs } from '../run/resolve-inputs'
import type { NodeOutcome, NodeTask, RunSession, Slot } from '../run/run-session'
import { settle } from '../run/settle'
import { NODE_ENDED, NOT_NEEDED, Stop } from '../run/stop'
import { toAppError, toRunError } from '../run/to-app-error'
import type { Frame } from './frame'
import { frameOutputs } from './frame-outputs'
import type { Change } from './machine'

interface DriverParts {
  session: RunSession
  /** Delays successors until ends are stored; null without a store. */
  gate: CommitGate | null
  onBroken(cause: unknown): void
}

/** Advances frames: starts steps that are ready, emits events, and reports how each frame ended. */
export class FrameDriver {
  private readonly queue: ReadyQueue
  private readonly isSync: boolean
  private readonly paused: PausedTasks

  constructor(
    private readonly parts: DriverParts,
    places: number,
  ) {
    this.queue = new ReadyQueue(places, (frame, step, slot) => this.launch(frame, step, slot))
    this.paused = new PausedTasks(parts.session)
    this.isSync = parts.session.execution.durability === 'sync'
  }

  open(frame: Frame, settled: ReadonlyMap<number, JsonObject | null>): void {
    this.apply(frame, frame.machine.begin(settled))
    for (const [step, outputs] of settled) if (outputs) this.jump(frame, step, outputs)
    this.check(frame)
  }

  pump(): void {
    this.queue.pump()
  }

  giveBack(slot: Slot): void {
    this.queue.giveBack(slot)
  }

  /** Resumes the node that waits for this answer. @returns whether there is one */
  answer(pendingAnswer: GivenAnswer): boolean {
    const task = this.paused.take(pendingAnswer)
    if (!task) return false
    const { frame, node } = task
    this.emit({ type: 'node-resume', key: pendingAnswer.key, answer: pendingAnswer.answer, ...this.at(frame, node) })
    frame.open.add(node.index)
    this.queue.add(frame, node.index)
    this.queue.pump()
    return true
  }

  private launch(frame: Frame, step: number, slot: Slot): void {
    const node = frame.plan.nodes[step]
    if (!node) return
    if (node.pinned && frame.scope.usesPinned) {
      this.queue.giveBack(slot)
      const outputs = node.pinned
      this.emit({ type: 'node-end', outputs, durationMs: 0, pinned: true, ...this.at(frame, node) })
      this.resumeAfter(frame, node, outputs)
      return
    }
    const task: NodeTask = {
      frame,
      node,
      path: [...frame.scope.path, node.id],
      stop: new Stop(),
      slot,
      attempts: 0,
      isRetryable: frame.scope.isRetryable || canRetry(node),
      inputs: () => resolveInputs(node, frame.valueAt),
    }
    frame.running.set(step, task.stop)
    this.parts.session.runTask(task).then((outcome) => this.onOutcome(task, outcome), this.parts.onBroken)
  }

  private onOutcome(task: NodeTask, outcome: NodeOutcome): void {
    const { frame, node } = task
    try {
      this.queue.giveBack(task.slot)
      if (!frame.isClosed && frame.machine.statusOf(node.index) === 'ready') this.onEnd(task, outcome)
      this.queue.pump()
    } catch (cause) {
      this.parts.onBroken(cause)
    }
  }

  private onEnd(task: NodeTask, outcome: NodeOutcome): void {
    const { frame, node } = task
    if (outcome.type === 'paused') {
      frame.running.delete(node.index)
      frame.open.delete(node.index)
      this.paused.add(task)
      this.check(frame)
      return
    }
    if (outcome.type === 'left-out') {
      this.leaveOut(frame, node)
      return
    }
    const { event, outputs } = settle(task, outcome, this.now())
    this.emit(event)
    if (outputs === null) this.fail(frame, event.type === 'node-error' ? event.error : null)
    else {
      frame.running.delete(node.index)
      if (node.frame && !frame.scope.isRetryable) this.parts.session.memory.forgetInside(task.path)
      this.resumeAfter(frame, node, outputs)
    }
  }

  /** Skips a node in a shadow run. It gives no outputs, so that its exclusive dependents are skipped. */
  private leaveOut(frame: Frame, node: PlanNode): void {
    frame.running.delete(node.index)
    if (frame.scope.isRetryable) this.parts.session.memory.noteEnd([...frame.scope.path, node.id], null)
    this.emit({ type: 'node-skip', reason: 'shadow', ...this.at(frame, node) })
    this.complete(frame, node.index, {})
  }

  private resumeAfter(frame: Frame, node: PlanNode, outputs: JsonObject): void {
    if (frame.scope.isRetryable) this.parts.session.memory.noteEnd([...frame.scope.path, node.id], outputs)
    const { gate } = this.parts
    // A last step has no successor; its end is stored with the end of the run.
    const isLast = node.dependents.length === 0 && frame.scope.path.length === 0
    const waitsForStore = mustBeStored(frame, node) || (this.isSync && !isLast)
    if (!gate || !waitsForStore) {
      this.complete(frame, node.index, outputs)
      return
    }
    frame.committing.set(node.index, outputs)
    gate.after(() => this.complete(frame, node.index, outputs))
  }

  private complete(frame: Frame, step: number, outputs: JsonObject): void {
    if (frame.isClosed || frame.machine.statusOf(step) !== 'ready') return
    frame.open.delete(step)
    frame.committing.delete(step)
    this.apply(frame, frame.machine.complete(step, outputs))
    this.jump(frame, step, outputs)
    this.check(frame)
  }

  /** If this is the first step that ends its frame early, stops the other steps, except for running writes. */
  private jump(frame: Frame, step: number, { value = null }: JsonObject): void {
    const kind = frame.plan.nodes[step]?.jump
    if (!kind || frame.jump) return
    frame.jump = { kind, value }
    const { memory } = this.parts.session
    const mustFinish = (other: number) => {
      const node = frame.plan.nodes[other]
      if (node?.effect !== 'write') return false
      return frame.running.has(other) || memory.startsBefore([...frame.scope.path, node.id]) > 0
    }
    this.apply(frame, frame.machine.abandon(mustFinish))
  }

  private apply(frame: Frame, { ready, skipped, cancelled }: Change): void {
    for (const step of ready) {
      frame.open.add(step)
      this.queue.add(frame, step)
    }
    for (const step of skipped) this.emitSkip(frame, step)
    for (const step of cancelled) if (this.drop(frame, step)) this.emitSkip(frame, step)
  }

  /** Stops a step that is not needed. @returns whether its end has not been emitted yet */
  private drop(frame: Frame, step: number): boolean {
    frame.open.delete(step)
    frame.paused.delete(step)
    frame.running.get(step)?.end(NOT_NEEDED)
    frame.running.delete(step)
    return !frame.committing.delete(step)
  }

  private emitSkip(frame: Frame, step: number): void {
    const node = frame.plan.nodes[step]
    if (!node) return
    if (frame.scope.isRetryable) this.parts.session.memory.noteEnd([...frame.scope.path, node.id], null)
    this.emit({ type: 'node-skip', ...this.at(frame, node) })
  }

  private check(frame: Frame): void {
    if (frame.isClosed) return
    if (frame.machine.isFinished()) this.finish(frame)
    else if (frame.open.size > 0) return
    else if (frame.paused.size > 0) frame.scope.onEnd({ type: 'paused' })
    else throw new AppError('INTERNAL', problem('engine.halted'))
  }

  private finish(frame: Frame): void {
    try {
      const outputs = frameOutputs(frame)
      frame.close(NODE_ENDED)
      const { jump } = frame
      frame.scope.onEnd({ type: 'done', outputs, ...(jump?.kind === 'break' ? { broke: { value: jump.value } } : {}) })
    } catch (error) {
      this.fail(frame, toRunError(toAppError(error)))
    }
  }

  private fail(frame: Frame, error: ReturnType<typeof toRunError> | null): void {
    frame.scope.onEnd({
      type: 'failed',
      error: error ?? { code: 'INTERNAL', ...problem('engine.nodeFailed') },
    })
  }

  private emit(event: Parameters<RunSession['emit']>[0]): void {
    this.parts.session.emit(event)
  }

  private now(): number {
    return this.parts.session.execution.now()
  }

  private at(frame: Frame, node: PlanNode) {
    return { path: [...frame.scope.path, node.id], nodeId: node.id, atMs: this.now() }
  }
}
