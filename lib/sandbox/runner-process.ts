import 'server-only'
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { childEnvironment } from '@/lib/platform/child-environment'
import { projectRoot } from '@/lib/platform/project-root'
import { deferred } from './deferred'
import { type Outcome, type RunCommand, type RunnerCommand, RunnerMessage } from './protocol'
import { SANDBOX_LIMITS as LIMITS } from './sandbox-limits'

export interface RunnerProcess {
  readonly pid: number | undefined
  readonly isAlive: boolean
  run(command: RunCommand): Promise<Outcome>
  cancel(id: number): void
  /** Active runs last reported by the runner, and its memory. */
  stats(): { running: number; rssBytes: number }
  kill(): Promise<void>
}

interface RunnerOptions {
  /** The only packages that it reads; without them all. */
  packages?: readonly string[]
  flags?: readonly string[]
  maxLoadMs?: number
}

/** Starts a runner and waits until it is ready. @throws AppError SANDBOX_UNAVAILABLE */
export async function startRunner(
  runnerPath: string,
  { packages = [''], flags = [], maxLoadMs = LIMITS.maxLoadMs }: RunnerOptions = {},
): Promise<RunnerProcess> {
  if (!existsSync(runnerPath)) throw unavailable()
  const child = fork(runnerPath, [], {
    env: childEnvironment(),
    execArgv: [...permissions(runnerPath, packages), ...flags],
    cwd: path.dirname(runnerPath),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const runner = supervise(child, maxLoadMs)
  const isReady = await runner.ready
  if (isReady) return runner
  await runner.kill()
  throw unavailable()
}

// May read its own files and start threads; no writes, no child processes, no native code.
function permissions(runnerPath: string, packages: readonly string[]): string[] {
  if (!process.allowedNodeEnvironmentFlags.has('--permission')) return []
  const modules = packages.map((name) => path.join(projectRoot(), 'node_modules', name))
  const folders = [path.dirname(runnerPath), ...modules]
  const files = path.join(projectRoot(), 'package.json')
  // Node checks the target of a symbolic link, such as a linked node_modules.
  const readable = new Set([...folders, files].flatMap((name) => [name, realpathSync(name)]))
  return [
    '--permission',
    '--allow-worker',
    ...[...readable].map((folder) => `--allow-fs-read=${folder}`),
    '--no-warnings',
  ]
}

function supervise(child: ChildProcess, maxLoadMs: number): RunnerProcess & { ready: Promise<boolean> } {
  const waiting = new Map<number, (outcome: Outcome) => void>()
  const ready = deferred<boolean>()
  const exited = deferred<void>()
  const state = { isAlive: true, lastSeenMs: performance.now(), running: 0, rssBytes: 0 }
  const watch = watchHeartbeat(state, () => child.kill('SIGKILL'))
  const end = () => {
    if (!state.isAlive) return
    state.isAlive = false
    clearInterval(watch)
    const outcome = endedOutcome(state.rssBytes)
    for (const settle of waiting.values()) settle(outcome)
    ready.resolve(false)
    exited.resolve()
  }
  child.on('exit', end).on('error', end)
  child.on('message', (received: unknown) => {
    const message = RunnerMessage.parse(received)
    state.lastSeenMs = performance.now()
    if (message.type === 'ready') ready.resolve(true)
    else if (message.type === 'heartbeat')
      Object.assign(state, { running: message.running, rssBytes: message.rssBytes })
    else waiting.get(message.id)?.(message.outcome)
    if (state.rssBytes > LIMITS.maxRunnerBytes) child.kill('SIGKILL')
  })
  const slow = setTimeout(() => ready.resolve(false), maxLoadMs)
  void ready.promise.then(() => clearTimeout(slow))
  child.unref()
  child.channel?.unref()
  const send = (command: RunnerCommand) =>
    child.connected && child.send(command, (failure) => failure && child.kill('SIGKILL'))
  return {
    ready: ready.promise,
    pid: child.pid,
    get isAlive() {
      return state.isAlive && child.connected
    },
    run: (command) =>
      new Promise<Outcome>((resolve) => {
        if (!state.isAlive) return resolve(endedOutcome(0))
        waiting.set(command.id, resolve)
        send(command)
      }).finally(() => waiting.delete(command.id)),
    cancel: (id) => void send({ type: 'cancel', id }),
    stats: () => ({ running: state.running, rssBytes: state.rssBytes }),
    kill: async () => {
      child.kill('SIGKILL')
      await exited.promise
    },
  }
}

function watchHeartbeat(state: { lastSeenMs: number }, onLost: () => void): NodeJS.Timeout {
  let lastCheckMs = performance.now()
  const timer = setInterval(() => {
    const nowMs = performance.now()
    // A server that was busy itself has not yet read the runner's messages.
    const wasBusy = nowMs - lastCheckMs > LIMITS.heartbeatMs * 6
    lastCheckMs = nowMs
    if (!wasBusy && nowMs - state.lastSeenMs > LIMITS.lostHeartbeatMs) onLost()
  }, LIMITS.heartbeatMs * 2)
  return timer.unref()
}

function endedOutcome(rssBytes: number): Outcome {
  if (rssBytes > LIMITS.maxRunnerBytes) return { type: 'limit', limit: 'sharedMemory', logs: [] }
  return {
    type: 'unavailable',
    message: 'The process that runs code ended unexpectedly. The next run starts a new one.',
  }
}

function unavailable(): AppError {
  return new AppError('SANDBOX_UNAVAILABLE', problem('sandbox.notStarted'))
}
