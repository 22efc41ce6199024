import 'server-only'
import os from 'node:os'
import { AppError } from '@/lib/core/app-error'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { fairSlots, type SlotOwner } from './fair-slots'
import { runOn } from './run-on'
import { type RunnerProcess, startRunner } from './runner-process'
import { SANDBOX_LIMITS as LIMITS } from './sandbox-limits'
import { toResult } from './to-result'

type SandboxRequest = Parameters<EnginePorts['sandbox']['run']>[0]
type SandboxResult = Awaited<ReturnType<EnginePorts['sandbox']['run']>>

export interface Sandbox {
  /** @throws AppError SANDBOX_FAILED, TIMEOUT, LIMIT_EXCEEDED, UNAVAILABLE, SANDBOX_UNAVAILABLE */
  run(request: SandboxRequest, owner: SlotOwner): Promise<SandboxResult>
  /** Starts the runner if needed. @throws AppError SANDBOX_UNAVAILABLE */
  check(): Promise<void>
  stats(): { pid: number | undefined; running: number; rssBytes: number }
  close(): Promise<void>
}

/** Runs user code in another process. There is no other way to run it: without that process, runs fail. */
export function createSandbox(options: { runnerPath: string; slots?: number }): Sandbox {
  const runners = keepRunner(options.runnerPath)
  const slots = fairSlots({
    slots: options.slots ?? slotsOf(os.availableParallelism()),
    maxWaitMs: LIMITS.maxWaitMs,
  })
  let lastId = 0
  return {
    async run({ code, input, timeoutMs, signal, pauseTimeLimit }, owner) {
      const text = JSON.stringify(input)
      if (code.length > LIMITS.maxCodeCharacters || text.length > LIMITS.maxInputCharacters)
        throw new AppError('LIMIT_EXCEEDED', problem('sandbox.tooLarge'))
      const resumeTimeLimit = pauseTimeLimit?.()
      const release = await slots.acquire(owner, signal).finally(() => resumeTimeLimit?.())
      const id = ++lastId
      try {
        const runner = await runners.get()
        signal.throwIfAborted()
        const limitMs = Math.min(Math.max(timeoutMs || LIMITS.defaultTimeoutMs, 10), LIMITS.maxTimeoutMs)
        const outcome = await runOn(runner, { type: 'run', id, code, input: text, timeoutMs: limitMs }, signal)
        return toResult(outcome, limitMs)
      } finally {
        release()
      }
    },
    check: async () => void (await runners.get()),
    stats: () => ({ pid: runners.current()?.pid, ...(runners.current()?.stats() ?? { running: 0, rssBytes: 0 }) }),
    close: () => runners.close(),
  }
}

/**
 * Code is CPU-bound, so more concurrent runs than cores do not add throughput. A few more let short runs overtake long runs.
 */
const slotsOf = (cores: number): number => Math.min(LIMITS.maxSlots, Math.max(LIMITS.minSlots, 2 * cores))

function keepRunner(runnerPath: string) {
  let starting: Promise<RunnerProcess> | null = null
  let alive: RunnerProcess | null = null
  return {
    current: () => alive,
    async get(): Promise<RunnerProcess> {
      if (alive?.isAlive) return alive
      starting ??= startRunner(runnerPath).finally(() => {
        starting = null
      })
      alive = await starting
      return alive
    },
    async close() {
      await starting?.catch(() => null)
      await alive?.kill()
      alive = null
    },
  }
}
