import 'server-only'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type Outcome, type RunCommand, RunnerCommand, type RunnerMessage, WorkerMessage } from '../protocol'
import { SANDBOX_LIMITS as LIMITS } from '../sandbox-limits'

// The process of one Python interpreter: no keys, no database, no environment. It ends with its server, and after a run
// that did not finish, because nothing else stops an interpreter safely.
const worker = new Worker(fileURLToPath(new URL('./python-worker.mjs', import.meta.url)), {
  // No execArgv: passing any would drop the process's permission model in the thread.
  env: {},
  argv: [],
  stdout: true,
  stderr: true,
  resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
})
let current: { id: number; deadline: NodeJS.Timeout } | null = null

worker.on('message', (received: unknown) => {
  const message = WorkerMessage.parse(received)
  if (message.type === 'loaded') send({ type: 'ready' })
  else finish(message.outcome)
})
worker.on('error', (failure) => {
  const isFull = failure instanceof Error && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY'
  end(isFull ? { type: 'limit', limit: 'workerMemory', logs: [] } : unavailable(failure))
})
process.on('message', (received: unknown) => {
  const command = RunnerCommand.parse(received)
  if (command.type === 'run') run(command)
  else if (command.id === current?.id) process.exit(0)
})
process.on('disconnect', () => process.exit(0))
setInterval(
  () => send({ type: 'heartbeat', rssBytes: process.memoryUsage.rss(), running: current ? 1 : 0 }),
  LIMITS.heartbeatMs,
)

function run({ id, code, input, timeoutMs }: RunCommand): void {
  current = { id, deadline: setTimeout(() => end({ type: 'timeout' }), timeoutMs) }
  worker.postMessage({ code, input })
}

function finish(outcome: Outcome): void {
  if (!current) return
  clearTimeout(current.deadline)
  send({ type: 'outcome', id: current.id, outcome })
  current = null
}

function end(outcome: Outcome): void {
  const id = current?.id
  if (id === undefined || !process.connected || !process.send) process.exit(1)
  process.send({ type: 'outcome', id, outcome } satisfies RunnerMessage, () => process.exit(0))
}

function unavailable(failure: unknown): Outcome {
  return { type: 'unavailable', message: failure instanceof Error ? failure.message : String(failure) }
}

function send(message: RunnerMessage): void {
  if (process.connected) process.send?.(message)
}
