import type { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { makeBindings } from './bindings'
import { checkOutputs } from './check-outputs'
import { createContext } from './node-context'
import { renderConfig } from './render-config'
import { retryDelay } from './retry'
import { runGuarded, sleep } from './run-guarded'
import type { NodeOutcome, NodeTask, RunSession } from './run-session'
import { abortReason, toAppError, toRunError } from './to-app-error'

/** Runs a node with its retries, and tells of starts and retries. The caller tells of the end. */
export async function runAttempts(session: RunSession, task: NodeTask): Promise<NodeOutcome> {
  const { execution, emit } = session
  const { node, path, signal } = task
  const startedAtMs = execution.now()
  const durationMs = () => execution.now() - startedAtMs
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { type: 'done', outputs: await runOnce(session, task, attempt), durationMs: durationMs() }
    } catch (thrown) {
      const error = toAppError(thrown)
      if (signal.aborted) return { type: 'stopped', error: abortReason(signal), durationMs: durationMs() }
      logUnexpected(session, error, path)
      const delayMs = retryDelay(error, node.policy.retry, attempt, execution.random)
      if (delayMs === null) return { type: 'failed', error, durationMs: durationMs() }
      const at = { path, nodeId: node.id, atMs: execution.now() }
      emit({ type: 'node-retry', attempt: attempt + 1, delayMs, error: toRunError(error, node.id), ...at })
      const isAwake = await sleep(delayMs, signal).then(
        () => true,
        () => false,
      )
      if (!isAwake) return { type: 'stopped', error: abortReason(signal), durationMs: durationMs() }
    }
  }
}

async function runOnce(session: RunSession, { node, path, signal, inputs: resolve }: NodeTask, attempt: number) {
  const start = (inputs: JsonObject) =>
    session.emit({ type: 'node-start', attempt, inputs, path, nodeId: node.id, atMs: session.execution.now() })
  let inputs: JsonObject
  try {
    inputs = resolve()
  } catch (error) {
    start({})
    throw error
  }
  start(inputs)
  const config = renderConfig(node, { plan: session.plan, inputs, valueAt: session.valueAt })
  return runGuarded(signal, node.policy.timeoutSeconds, async (inner) => {
    const definition = await session.definition(node.type)
    const bindings = await makeBindings(session, { node, path, signal: inner })
    const ctx = createContext(session, { node, path, signal: inner, bindings })
    return checkOutputs(await definition.run({ config, inputs, ctx }))
  })
}

function logUnexpected({ execution }: RunSession, error: AppError, path: string[]): void {
  if (error.code !== 'INTERNAL') return
  execution.log?.({ level: 'error', message: error.message, path, cause: error.cause ?? error })
}
