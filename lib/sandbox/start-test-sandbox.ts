import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { buildTestRunner } from './build-test-runner'
import { createSandbox } from './create-sandbox'

interface RunOptions {
  input?: JsonObject
  timeoutMs?: number
  signal?: AbortSignal
  workspaceId?: string
  pauseTimeLimit?: () => () => void
}

/** A sandbox with a freshly built runner. For tests only. */
export async function startTestSandbox() {
  const built = await buildTestRunner()
  const sandbox = createSandbox({ runnerPath: built.runnerPath })
  return {
    sandbox,
    runnerPath: built.runnerPath,
    run(code: string, options: RunOptions = {}): Promise<{ output: Json; logs: string[] }> {
      const { input = {}, timeoutMs = 30_000, signal = new AbortController().signal, workspaceId = 'w' } = options
      const { pauseTimeLimit } = options
      const request = { code, input, timeoutMs, signal, ...(pauseTimeLimit ? { pauseTimeLimit } : {}) }
      return sandbox.run(request, { workspaceId, appId: null })
    },
    async close() {
      await sandbox.close()
      built.remove()
    },
  }
}

/** Runs the code steps of apps in a freshly built runner, since unit tests run without a build. @returns its end */
export async function installTestSandbox(): Promise<() => Promise<void>> {
  const started = await startTestSandbox()
  dropSingleton('sandbox')
  singleton('sandbox', () => started.sandbox)
  return async () => {
    dropSingleton('sandbox')
    await started.close()
  }
}

export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const failure = await promise.catch((error: unknown) => error)
  if (!AppError.isInstance(failure)) throw new Error(`Not an AppError: ${JSON.stringify(failure)}`)
  return failure
}
