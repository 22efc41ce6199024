import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { fairSlots, type SlotOwner } from '../fair-slots'
import { runOn } from '../run-on'
import { type RunnerProcess, startRunner } from '../runner-process'
import { SANDBOX_LIMITS as LIMITS } from '../sandbox-limits'
import { toResult } from '../to-result'

type Request = Parameters<EnginePorts['sandbox']['run']>[0]
type Result = Awaited<ReturnType<EnginePorts['sandbox']['run']>>

/** Loading takes 3 to 5 seconds on a free core. */
const MAX_LOAD_MS = 90_000
const MAX_CALLS = 50
const IDLE_MS = 10 * 60_000

interface Interpreter {
  workspaceId: string
  runner: RunnerProcess
  calls: number
  isBusy: boolean
  idle?: NodeJS.Timeout
}

export interface PythonSandbox {
  /** @throws AppError SANDBOX_FAILED, TIMEOUT, LIMIT_EXCEEDED, UNAVAILABLE, SANDBOX_UNAVAILABLE */
  run(request: Request, owner: SlotOwner): Promise<Result>
  close(): Promise<void>
}

/** Runs Python in processes that stay loaded. A process belongs to one workspace until it ends. */
export function createPythonSandbox({ runnerPath, slots = 2 }: { runnerPath: string; slots?: number }): PythonSandbox {
  const interpreters = new Set<Interpreter>()
  const turns = fairSlots({ slots, maxWaitMs: LIMITS.maxWaitMs })
  let lastId = 0

  async function end(interpreter: Interpreter): Promise<void> {
    clearTimeout(interpreter.idle)
    interpreters.delete(interpreter)
    await interpreter.runner.kill()
  }

  async function claim(workspaceId: string): Promise<Interpreter> {
    const free = [...interpreters].filter(({ isBusy }) => !isBusy)
    const reusable = free.find((other) => other.workspaceId === workspaceId && other.runner.isAlive)
    if (reusable) {
      clearTimeout(reusable.idle)
      reusable.isBusy = true
      return reusable
    }
    for (const other of free) if (!other.runner.isAlive || interpreters.size >= slots) await end(other)
    const runner = await startRunner(runnerPath, {
      packages: ['pyodide', 'zod'],
      flags: ['--disallow-code-generation-from-strings'],
      maxLoadMs: MAX_LOAD_MS,
    })
    const started: Interpreter = { workspaceId, runner, calls: 0, isBusy: true }
    interpreters.add(started)
    return started
  }

  function release(interpreter: Interpreter, isWell: boolean): void {
    interpreter.isBusy = false
    interpreter.calls += 1
    if (!isWell || interpreter.calls >= MAX_CALLS) return void end(interpreter)
    interpreter.idle = setTimeout(() => void end(interpreter), IDLE_MS).unref()
  }

  return {
    async run({ code, input, timeoutMs, signal, pauseTimeLimit }, owner) {
      const text = JSON.stringify(input)
      if (code.length > LIMITS.maxCodeCharacters || text.length > LIMITS.maxInputCharacters)
        throw new AppError('LIMIT_EXCEEDED', problem('sandbox.tooLarge'))
      const resumeTimeLimit = pauseTimeLimit?.()
      const free = await turns.acquire(owner, signal).catch((error: unknown) => {
        resumeTimeLimit?.()
        throw error
      })
      try {
        const interpreter = await claim(owner.workspaceId).finally(() => resumeTimeLimit?.())
        // A run that did not finish ends its process.
        let isWell = false
        try {
          signal.throwIfAborted()
          const limitMs = Math.min(Math.max(timeoutMs, 10), LIMITS.maxTimeoutMs)
          const id = ++lastId
          const command = { type: 'run', id, code, input: text, timeoutMs: limitMs } as const
          const outcome = await runOn(interpreter.runner, command, signal)
          isWell = outcome.type === 'done' || outcome.type === 'failed'
          return toResult(outcome, limitMs)
        } finally {
          release(interpreter, isWell)
        }
      } finally {
        free()
      }
    },
    async close() {
      await Promise.all([...interpreters].map(end))
    },
  }
}
