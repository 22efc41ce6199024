import 'server-only'
import type { EnginePorts } from '@/lib/engine/ports'
import { distFile } from '@/lib/platform/paths'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { createSandbox, type Sandbox } from './create-sandbox'
import type { SlotOwner } from './fair-slots'
import { createPythonSandbox, type PythonSandbox } from './python/create-python-sandbox'

/** The engine's `sandbox` port. */
export const sandboxAdapter = (owner: SlotOwner): EnginePorts['sandbox'] => ({
  run: (request) => (request.language === 'python' ? python() : sandbox()).run(request, owner),
})

/** Used by the health check and to start the runner early. @throws AppError SANDBOX_UNAVAILABLE */
export function checkSandbox(): Promise<void> {
  return sandbox().check()
}

export async function closeSandbox(): Promise<void> {
  await Promise.all([sandbox().close(), python().close()])
  dropSingleton('sandbox')
  dropSingleton('python-sandbox')
}

function sandbox(): Sandbox {
  return singleton('sandbox', () => createSandbox({ runnerPath: distFile('sandbox-runner.mjs') }))
}

function python(): PythonSandbox {
  return singleton('python-sandbox', () => createPythonSandbox({ runnerPath: distFile('python-runner.mjs') }))
}
