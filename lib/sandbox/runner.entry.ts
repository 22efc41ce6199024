import 'server-only'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Outcome, type RunCommand, RunnerCommand, type RunnerMessage } from './protocol'
import { type RunWorker, startWorker } from './run-worker'
import { SANDBOX_LIMITS as LIMITS } from './sandbox-limits'

// The process between the server and user code: no keys, no database, no environment. It exits with the server.
const file = fileURLToPath(new URL('./sandbox-worker.mjs', import.meta.url))
const wasmModule = await compileEngine()
const running = new Map<number, RunWorker>()
let spare: RunWorker | null = startWorker({ file, wasmModule })

process.on('message', (received: unknown) => {
  const command = RunnerCommand.parse(received)
  if (command.type === 'run') void run(command)
  else void running.get(command.id)?.end()
})
process.on('disconnect', () => process.exit(0))
setInterval(
  () => send({ type: 'heartbeat', rssBytes: process.memoryUsage.rss(), running: running.size }),
  LIMITS.heartbeatMs,
)
send({ type: 'ready' })

async function run(command: RunCommand): Promise<void> {
  const worker = spare ?? startWorker({ file, wasmModule })
  spare = null
  running.set(command.id, worker)
  const outcome = await worker.run(command).catch(toOutcome)
  send({ type: 'outcome', id: command.id, outcome })
  await worker.end()
  running.delete(command.id)
  spare ??= startWorker({ file, wasmModule })
}

function toOutcome(failure: unknown): Outcome {
  return { type: 'unavailable', message: failure instanceof Error ? failure.message : String(failure) }
}

function send(message: RunnerMessage): void {
  if (process.connected) process.send?.(message)
}

// Compiled once for all workers; each creates its own instance.
async function compileEngine(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm')
  return WebAssembly.compile(new Uint8Array(await readFile(path)))
}
