import 'server-only'
import fs from 'node:fs'
import module from 'node:module'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import { loadPyodide } from 'pyodide'
import { jsonShape } from '../json-shape'
import type { Outcome, WorkerMessage } from '../protocol'
import { SANDBOX_LIMITS as LIMITS } from '../sandbox-limits'
import { PYTHON_BOOTSTRAP } from './bootstrap'

// The thread of one interpreter. It stays loaded between runs, which the runner gives it one after another.
const port = parentPort
if (port) {
  allowConstants()
  const folder = path.dirname(module.createRequire(import.meta.url).resolve('pyodide'))
  // Without globals of JavaScript, Python's bridge to it leads nowhere.
  const python = await loadPyodide({ indexURL: folder, jsglobals: Object.create(null), stdout: ignore, stderr: ignore })
  const run: (code: string, input: string) => string = python.runPython(PYTHON_BOOTSTRAP)
  const post = (message: WorkerMessage) => port.postMessage(message)
  port.on('message', (request: unknown) => {
    if (isRequest(request)) post({ type: 'outcome', outcome: evaluate(run, request) })
  })
  removeOutside()
  post({ type: 'loaded' })
}

function evaluate(run: (code: string, input: string) => string, request: { code: string; input: string }): Outcome {
  // Safe: only the bootstrap writes it, and the runner parses the message again.
  const outcome = JSON.parse(run(request.code, request.input)) as Outcome
  if (outcome.type !== 'done') return outcome
  const { depth, values } = jsonShape(outcome.output)
  if (depth > LIMITS.maxOutputDepth) return { type: 'limit', limit: 'depth', logs: outcome.logs }
  if (values > LIMITS.maxOutputValues) return { type: 'limit', limit: 'values', logs: outcome.logs }
  return outcome
}

function ignore(): void {}

/** The permission model of Node.js denies `process.binding`, from which the interpreter reads constants. */
function allowConstants(): void {
  const binding = (name: string) => {
    if (name === 'constants') return { fs: fs.constants }
    throw new Error('Not available')
  }
  Object.defineProperty(process, 'binding', { value: binding })
}

/** Globals that the interpreter no longer needs, and those that could reach the network or load a module. */
function removeOutside(): void {
  module.registerHooks({
    resolve: () => {
      throw new Error('Modules cannot be loaded here.')
    },
  })
  const outside = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'process', 'require', 'Buffer', 'navigator']
  for (const name of outside) Reflect.deleteProperty(globalThis, name)
}

function isRequest(value: unknown): value is { code: string; input: string } {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('input' in value)) return false
  return typeof value.code === 'string' && typeof value.input === 'string'
}
