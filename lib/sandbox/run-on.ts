import 'server-only'
import { deferred } from './deferred'
import type { Outcome } from './protocol'
import type { RunnerProcess } from './runner-process'
import { SANDBOX_LIMITS as LIMITS } from './sandbox-limits'

/** Runs a command in a runner, which is killed when it does not keep to its deadline. */
export async function runOn(
  runner: RunnerProcess,
  command: Parameters<RunnerProcess['run']>[0],
  signal: AbortSignal,
): Promise<Outcome> {
  const aborted = deferred<never>()
  const onAbort = () => {
    runner.cancel(command.id)
    aborted.reject(signal.reason)
  }
  // The runner ends a run at its deadline. A runner that does not is killed.
  const overdue = setTimeout(() => void runner.kill(), command.timeoutMs + LIMITS.maxLoadMs + 2_000)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([runner.run(command), aborted.promise])
  } finally {
    clearTimeout(overdue)
    signal.removeEventListener('abort', onAbort)
  }
}
