import { afterAll, vi } from 'vitest'

// Test setup: the files of one worker share its modules. A file leaves the state of its process as it found it.
const environment = { ...process.env }

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  globalThis.patchbaySingletons?.clear()
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
})
