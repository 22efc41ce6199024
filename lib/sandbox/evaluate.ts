import 'server-only'
import baseVariant from '@jitl/quickjs-wasmfile-release-sync'
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
} from 'quickjs-emscripten-core'
import { BOOTSTRAP, CODE_FILE } from './bootstrap'
import { jsonShape } from './json-shape'
import type { Outcome } from './protocol'
import { SANDBOX_LIMITS as LIMITS } from './sandbox-limits'

type Evaluation = (request: { code: string; input: string }) => Outcome

/** Loads a fresh engine for one run. We provide its memory, because the engine's own limit is not enforced. */
export async function loadEngine(wasmModule: WebAssembly.Module | undefined): Promise<Evaluation> {
  const memory = new WebAssembly.Memory({ initial: LIMITS.initialPages, maximum: LIMITS.maximumPages })
  const variant = newVariant(baseVariant, { wasmMemory: memory, ...(wasmModule ? { wasmModule } : {}) })
  const engine = await newQuickJSWASMModuleFromVariant(variant)
  const runtime = engine.newRuntime({ maxStackSizeBytes: LIMITS.stackBytes })
  const context = runtime.newContext()
  return (request) => {
    const logs: string[] = []
    try {
      return runCode(context, request, logs)
    } catch (failure) {
      return engineFailure(failure, memory, logs)
    }
  }
}

// Nothing is disposed: the worker and its engine end after the run.
function runCode(context: QuickJSContext, { code, input }: { code: string; input: string }, logs: string[]): Outcome {
  const tools = install(context, logs)
  const fail = (error: QuickJSHandle) => describeFailure(context, tools.describe, error, logs)
  const compiled = context.evalCode(`(function (input) { ${code}\n})`, CODE_FILE, { type: 'global' })
  if (compiled.error) return fail(compiled.error)
  const called = context.callFunction(tools.call, context.undefined, compiled.value, context.newString(input))
  if (called.error) return fail(called.error)
  const settled = settle(context, called.value)
  if (settled === 'pending')
    return {
      type: 'failed',
      name: 'Error',
      message: 'The code returned a promise that never settles.',
      line: null,
      logs,
    }
  if (settled.error) return fail(settled.error)
  const written = context.callFunction(tools.toText, context.undefined, settled.value)
  if (written.error) return fail(written.error)
  const output = context.getString(written.value)
  const { depth, values } = jsonShape(output)
  if (depth > LIMITS.maxOutputDepth) return { type: 'limit', limit: 'depth', logs }
  if (values > LIMITS.maxOutputValues) return { type: 'limit', limit: 'values', logs }
  return { type: 'done', output, logs }
}

function install(context: QuickJSContext, logs: string[]) {
  const log = context.newFunction('log', (line) => {
    if (logs.length < LIMITS.maxLogLines) logs.push(context.getString(line).slice(0, LIMITS.maxLogCharacters))
    else if (logs.length === LIMITS.maxLogLines) logs.push('Further lines were omitted.')
  })
  const factory = context.unwrapResult(context.evalCode(BOOTSTRAP, 'bootstrap.js'))
  const tools = context.unwrapResult(context.callFunction(factory, context.undefined, log))
  const tool = (name: string) => context.getProp(tools, name)
  return { call: tool('call'), toText: tool('toText'), describe: tool('describe') }
}

type Settled = { value: QuickJSHandle; error?: undefined } | { error: QuickJSHandle } | 'pending'

function settle(context: QuickJSContext, value: QuickJSHandle): Settled {
  while (context.runtime.hasPendingJob()) context.runtime.executePendingJobs(1_000)
  const state = context.typeof(value) === 'object' ? context.getPromiseState(value) : null
  if (state === null) return { value }
  if (state.type === 'pending') return 'pending'
  return state.type === 'fulfilled' ? { value: state.value } : { error: state.error }
}

function describeFailure(
  context: QuickJSContext,
  describer: QuickJSHandle,
  error: QuickJSHandle,
  logs: string[],
): Outcome {
  // If memory is full, even the description may fail, or the engine throws null.
  const described = context.callFunction(describer, context.undefined, error)
  if (described.error) return { type: 'limit', limit: 'memory', logs }
  const read = (key: string) => context.getProp(described.value, key)
  const [name, message, lineNumber] = [
    context.getString(read('name')),
    context.getString(read('message')),
    context.getNumber(read('line')),
  ]
  const line = lineNumber > 0 ? lineNumber : null
  if (name === 'InternalError' && message === 'out of memory') return { type: 'limit', limit: 'memory', logs }
  if (name === 'RangeError' && message === 'OUTPUT_TOO_LARGE') return { type: 'limit', limit: 'size', logs }
  return { type: 'failed', name, message, line, logs }
}

// The engine itself failed: its memory or its stack is exhausted.
function engineFailure(failure: unknown, memory: WebAssembly.Memory, logs: string[]): Outcome {
  const isFull = memory.buffer.byteLength >= LIMITS.maximumPages * 65_536
  if (isFull) return { type: 'limit', limit: 'memory', logs }
  const message = failure instanceof RangeError ? 'The code calls itself too deeply.' : 'The code made its engine stop.'
  return { type: 'failed', name: 'InternalError', message, line: null, logs }
}
