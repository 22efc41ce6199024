import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { Plan } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import type { RunError, RunEvent } from '../events'
import { createEventChannel, type EventChannel, type EventReader } from '../events/event-channel'
import type { Execution } from '../execution'
import { Frame } from '../frames/frame'
import { FrameDriver } from '../frames/frame-driver'
import { openFrame } from '../frames/open-frame'
import { limits } from '../layers/limits'
import type { FrameOutcome } from '../node-definition'
import { restore } from '../resume/restore'
import { AppVariables } from '../variables/app-variables'
import type { VariableValues } from '../variables/types'
import { CommitGate } from './commit-gate'
import { createSession } from './create-session'
import { elapsed } from './elapsed'
import type { RunSession } from './run-session'
import { NODE_ENDED } from './stop'
import { toRunError } from './to-app-error'

const MAX_PARALLEL = 16
/** Beyond the needs of any sane run. */
const HARD_LIMITS = { maxEvents: 200_000, maxSteps: 10_000, wallClockSeconds: 24 * 3_600 }

/** The life cycle of a run: its start, its end, and the causes of its end. */
export class Run {
  private readonly channel: EventChannel
  private readonly session: RunSession
  private readonly driver: FrameDriver
  private readonly top: Frame
  private readonly startedAtMs: number
  /** No longer running: further answers are for the next driver. */
  private isPausing = false
  private leaveStop: (() => void) | null = null

  constructor(
    plan: Plan,
    private readonly execution: Execution,
    reader: EventReader,
  ) {
    // Limits come first, so that other layers never see rejected events.
    const layers = [limits(execution.limits ?? HARD_LIMITS), ...(execution.layers ?? [])]
    this.channel = createEventChannel({ layers, store: execution.store, reader })
    this.session = createSession(execution, {
      emit: this.channel.emit,
      runFrame: (request) => openFrame(this.session, this.driver, request),
      onLost: this.onLost,
    })
    const gate = execution.store ? new CommitGate(execution.store, () => this.driver.pump(), this.onLost) : null
    const parts = { session: this.session, gate, onBroken: this.onBroken }
    this.driver = new FrameDriver(parts, execution.maxParallel ?? MAX_PARALLEL)
    this.top = new Frame(plan, {
      path: [],
      parent: null,
      values: {},
      inputs: execution.inputs,
      apps: execution.appId === undefined ? [] : [execution.appId],
      variables: new AppVariables([], plan.variables, this.storedVariables),
      isRetryable: false,
      usesPinned: execution.usePinned ?? false,
      onEnd: (outcome) => this.onEnd(outcome),
    })
    this.startedAtMs = execution.seed?.resume?.startedAtMs ?? execution.now()
  }

  begin(): void {
    const { stop, inputs, seed, now } = this.execution
    this.channel.start({ fail: (error) => this.fail(error), now })
    if (seed?.resume) this.channel.emit({ type: 'run-resume', atMs: now(), reason: seed.resume.reason })
    else {
      const variables = this.storedVariables
      const variableState = Object.keys(variables).length > 0 ? { variables } : {}
      this.channel.emit({ type: 'run-start', atMs: now(), planHash: this.top.plan.hash, inputs, ...variableState })
      // Recorded changes are applied before any step reads them, because a repeated step that depends on such
      // a change runs after its writer.
      for (const { path, nodeId, app, changes } of seed?.variables.sets ?? [])
        this.channel.emit({ type: 'variable-set', path, nodeId, app, changes, pinned: true, atMs: now() })
    }
    this.top.scope.variables.replay(this.session.variables.changesIn([]))
    if (stop.reason) this.fail(stop.reason)
    else this.leaveStop = stop.onEnd(this.onStop)
    this.execution.onAnswerable?.((answer) => !this.isPausing && !this.channel.isClosed() && this.driver.answer(answer))
    const failure = this.session.memory.failureIn(this.top.plan, [])
    if (failure) this.onEnd({ type: 'failed', error: failure })
    else if (!this.channel.isClosed()) this.drive()
  }

  /** Stored variables at the start of the run; for a rerun, of the original run. */
  private get storedVariables(): VariableValues {
    return this.execution.seed?.variables.initial ?? this.execution.variables ?? {}
  }

  /** Stops the run without waiting for its end. */
  stop(): void {
    this.fail(new AppError('CANCELLED', problem('runs.stopped')))
  }

  private drive(): void {
    try {
      this.driver.open(this.top, restore(this.session, this.top))
      this.driver.pump()
    } catch (cause) {
      this.onBroken(cause)
    }
  }

  private onEnd(outcome: FrameOutcome): void {
    const atMs = this.execution.now()
    const durationMs = elapsed(this.startedAtMs, atMs)
    if (outcome.type === 'done') this.finish({ type: 'run-end', atMs, durationMs, outputs: outcome.outputs })
    else if (outcome.type === 'failed') this.finishWithError(outcome.error)
    else this.pause()
  }

  /** Questions must be stored before the driver releases the run. */
  private pause(): void {
    this.isPausing = true
    if (!this.session.waits.hasOpen) {
      this.fail(internalError('A step waits for an answer without a question.'))
      return
    }
    this.session.committed().then(
      () => this.finish({ type: 'run-pause', atMs: this.execution.now() }),
      () => undefined,
    )
  }

  private readonly onStop = () => this.execution.stop.reason && this.fail(this.execution.stop.reason)

  private readonly onBroken = (cause: unknown) =>
    this.fail(AppError.isInstance(cause) ? cause : new AppError('INTERNAL', problem('engine.runFailed'), { cause }))

  /** Another driver owns the run: everything stops, and no more events are emitted. */
  private readonly onLost = (cause: unknown) => {
    if (this.channel.isClosed()) return
    this.execution.log?.({ level: 'info', message: 'The run was taken over.', path: [], cause })
    this.channel.close()
    this.release(new AppError('CANCELLED', problem('engine.takenOver'), { cause }))
  }

  private fail(error: AppError): void {
    if (this.channel.isClosed()) return
    if (error.cause !== undefined)
      this.execution.log?.({ level: 'error', message: error.message, path: [], cause: error.cause })
    this.finishWithError(toRunError(error), error)
  }

  private finishWithError(error: RunError, reason?: AppError): void {
    const atMs = this.execution.now()
    this.finish(
      { type: 'run-error', atMs, durationMs: elapsed(this.startedAtMs, atMs), error },
      reason ?? new AppError(error.code, error),
    )
  }

  private finish(event: RunEvent, reason: AppError = NODE_ENDED): void {
    if (this.channel.isClosed()) return
    this.channel.finish(event)
    this.release(reason)
  }

  private release(reason: AppError): void {
    this.leaveStop?.()
    this.top.close(reason)
  }
}
