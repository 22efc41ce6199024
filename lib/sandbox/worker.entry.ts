import 'server-only'
import { parentPort, workerData } from 'node:worker_threads'
import { loadEngine } from './evaluate'
import type { WorkerMessage } from './protocol'

// Executes one run, then the runner ends this thread. No zod here: loading it would double the startup time.
const port = parentPort

if (port) {
  const post = (message: WorkerMessage) => port.postMessage(message)
  const evaluate = await loadEngine(compiledModule(workerData))
  port.once('message', (request: unknown) => {
    if (isRequest(request)) post({ type: 'outcome', outcome: evaluate(request) })
  })
  post({ type: 'loaded' })
}

function compiledModule(value: unknown): WebAssembly.Module | undefined {
  const hasModule = typeof value === 'object' && value !== null && 'wasmModule' in value
  return hasModule && value.wasmModule instanceof WebAssembly.Module ? value.wasmModule : undefined
}

function isRequest(value: unknown): value is { code: string; input: string } {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('input' in value)) return false
  return typeof value.code === 'string' && typeof value.input === 'string'
}
