import 'server-only'
import { Worker } from 'node:worker_threads'
import { deferred } from './deferred'
import { type Outcome, type RunCommand, WorkerMessage } from './protocol'
import { SANDBOX_LIMITS as LIMITS } from './sandbox-limits'

export interface RunWorker {
  /** Starts the worker's only run. The deadline starts once the engine is loaded. */
  run(command: RunCommand): Promise<Outcome>
  end(): Promise<void>
}

/** Starts a thread that loads the engine and waits. It has no environment and little memory. */
export function startWorker(options: { file: string; wasmModule: WebAssembly.Module | undefined }): RunWorker {
  const worker = new Worker(options.file, {
    // No execArgv: passing any would drop the process's permission model in the thread.
    env: {},
    argv: [],
    workerData: options.wasmModule ? { wasmModule: options.wasmModule } : {},
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    stdout: true,
    stderr: true,
  })
  const loaded = deferred<Outcome | null>()
  const finished = deferred<Outcome>()
  const stop = (outcome: Outcome) => {
    loaded.resolve(outcome)
    finished.resolve(outcome)
  }
  worker.on('message', (received: unknown) => {
    const message = WorkerMessage.parse(received)
    if (message.type === 'loaded') loaded.resolve(null)
    else stop(message.outcome)
  })
  worker.on('error', (failure) => stop(threadFailure(failure)))
  worker.on('exit', () => stop({ type: 'unavailable', message: 'The run was ended.' }))
  return {
    async run({ code, input, timeoutMs }) {
      const early = await within(loaded.promise, LIMITS.maxLoadMs, null)
      if (early) return early
      worker.postMessage({ code, input })
      return within(finished.promise, timeoutMs, { type: 'timeout' })
    },
    async end() {
      await worker.terminate()
    },
  }
}

async function within<T>(promise: Promise<T>, limitMs: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, limitMs, otherwise)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

function threadFailure(failure: unknown): Outcome {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { type: 'limit', limit: 'workerMemory', logs: [] }
  return { type: 'unavailable', message: failure instanceof Error ? failure.message : String(failure) }
}
