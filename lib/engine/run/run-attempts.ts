import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { isPaused, type NodePaused } from '../pauses/pause'
import { pauseForReconnect } from '../pauses/pause-for-reconnect'
import { mustBeStored } from '../resume/must-be-stored'
import { isLeftOut, LEFT_OUT } from '../resume/skip-side-effects'
import { retryDelay, serverRetryDelay } from '../retry'
import { makeBindings } from './bindings'
import { checkOutputs } from './check-outputs'
import { elapsed } from './elapsed'
import { AttemptContext } from './node-context'
import { renderConfig } from './render-config'
import { runGuarded, sleep } from './run-guarded'
import type { NodeOutcome, NodeTask, RunSession } from './run-session'
import { toAppError, toRunError } from './to-app-error'

/** Runs a node with retries, and emits starts and retries. The caller emits the end. */
export function runAttempts(session: RunSession, task: NodeTask): Promise<NodeOutcome> {
  if (isLeftOut(session.execution, task.node)) return Promise.resolve({ type: 'left-out', durationMs: 0 })
  return attempt(session, task)
}

async function attempt(session: RunSession, task: NodeTask): Promise<NodeOutcome> {
  const { execution, emit } = session
  const { node, path, stop } = task
  const startedAtMs = execution.now()
  const startsBefore = session.memory.startsBefore(path)
  let serverFailures = 0
  for (;;) {
    task.attempts += 1
    if (task.frame.scope.isRetryable) session.memory.noteStarts(path, startsBefore + task.attempts)
    try {
      const result = await runOnce(session, task, startsBefore + task.attempts)
      return outcomeOf(result, elapsed(startedAtMs, execution.now()))
    } catch (thrown) {
      const { error, delayMs, isOfServer } = judge(session, task, { thrown, serverFailures })
      if (isOfServer) serverFailures += 1
      const durationMs = elapsed(startedAtMs, execution.now())
      if (stop.reason) return { type: 'stopped', error: stop.reason, durationMs }
      logUnexpected(session, error, path)
      if (delayMs === null) return { type: 'failed', error, durationMs }
      const location = { path, nodeId: node.id, atMs: execution.now() }
      const nextAttempt = startsBefore + task.attempts + 1
      session.memory.forgetFailures(path)
      emit({ type: 'node-retry', attempt: nextAttempt, delayMs, error: toRunError(error, node.id), ...location })
      const stopped = await sleep(delayMs, stop).then(
        () => null,
        () => stop.reason,
      )
      if (stopped) return { type: 'stopped', error: stopped, durationMs: elapsed(startedAtMs, execution.now()) }
    }
  }
}

interface Judgment {
  error: AppError
  /** Null if the error is final. */
  delayMs: number | null
  /** Whether the server itself failed, which does not count as a failed attempt of the step. */
  isOfServer: boolean
}

function judge(
  { execution }: RunSession,
  { node, attempts }: NodeTask,
  { thrown, serverFailures }: { thrown: unknown; serverFailures: number },
): Judgment {
  const serverFailure = AppError.isInstance(thrown) ? null : (execution.explainServerFailure?.(thrown) ?? null)
  if (serverFailure)
    return { error: serverFailure, delayMs: serverRetryDelay(serverFailures + 1, execution.random), isOfServer: true }
  const error = toAppError(thrown)
  const delayMs = retryDelay(error, node.policy.retry, attempts - serverFailures, execution.random)
  return { error, delayMs, isOfServer: false }
}

function outcomeOf(result: JsonObject | NodePaused | null, durationMs: number): NodeOutcome {
  if (result === null) return { type: 'left-out', durationMs }
  return isPaused(result) ? { type: 'paused', durationMs } : { type: 'done', outputs: result, durationMs }
}

/**
 * Hot path of every step: a promise that only forwards another costs three microtask turns.
 * @returns null if a shadow run would have to wait
 */
function runOnce(session: RunSession, task: NodeTask, attempt: number): Promise<JsonObject | NodePaused | null> {
  const { node, path, frame, stop: parent } = task
  const start = (inputs: JsonObject) =>
    session.emit({ type: 'node-start', attempt, inputs, path, nodeId: node.id, atMs: session.execution.now() })
  let inputs: JsonObject
  try {
    inputs = task.inputs()
  } catch (error) {
    start({})
    throw error
  }
  start(inputs)
  const config = renderConfig(node, { frame, inputs })
  return runGuarded(parent, node.policy.timeoutSeconds, async (stop) => {
    // Everything before a write must be stored before it.
    if (mustBeStored(frame, node)) await session.committed()
    const definition = await session.definition(node.type)
    const bindings = await makeBindings(session, task, stop)
    stop.throwIfEnded()
    const ctx = new AttemptContext(session, task, stop, bindings)
    try {
      const result = await definition.run({ config, inputs, ctx })
      return isPaused(result) ? result : checkOutputs(result)
    } catch (thrown) {
      if (thrown === LEFT_OUT) return null
      return pauseOrThrow(ctx, thrown)
    }
  })
}

/** Pauses if a connection needs a new sign-in. @returns null if a shadow run would have to wait */
function pauseOrThrow(ctx: AttemptContext, thrown: unknown): NodePaused | null {
  try {
    const pause = pauseForReconnect(ctx, thrown)
    if (pause) return pause
  } catch (pauseError) {
    if (pauseError === LEFT_OUT) return null
    throw pauseError
  }
  throw thrown
}

function logUnexpected({ execution }: RunSession, error: AppError, path: string[]): void {
  if (error.code !== 'INTERNAL') return
  execution.log?.({ level: 'error', message: error.message, path, cause: error.cause ?? error })
}
