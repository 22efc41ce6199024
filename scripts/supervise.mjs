// Starts a program again when it broke rather than ended.

/** Signals by which the system ends a process that broke: aborted by V8, a fault in native code, no memory left. */
const BREAKS = new Set(['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGKILL', 'SIGSEGV', 'SIGTRAP'])
const MAX_RESTARTS = 5
const WITHIN_MS = 10 * 60 * 1_000

/**
 * Runs a program until it ends by itself or because it was told to stop. One that is ended by a signal of BREAKS is
 * started again, at most MAX_RESTARTS times within WITHIN_MS: more often, something is wrong that a restart does not mend.
 * @param {() => import('node:child_process').ChildProcess} start
 * @param {{ stopped?: AbortSignal, say?: (line: string) => void, nowMs?: () => number }} options `stopped`: nothing is started any more
 * @returns {Promise<number>} the exit code to end with
 * @throws when it cannot be started
 */
export async function supervise(start, { stopped, say = console.error, nowMs = Date.now } = {}) {
  const restartsMs = []
  for (;;) {
    const { code, signal } = await ended(start())
    if (stopped?.aborted || !BREAKS.has(signal)) return signal ? 1 : (code ?? 1)
    while (restartsMs.length > 0 && nowMs() - restartsMs[0] >= WITHIN_MS) restartsMs.shift()
    if (restartsMs.length >= MAX_RESTARTS) {
      say(`The server was ended by ${signal} again, after ${MAX_RESTARTS} restarts in ten minutes. It stays stopped.`)
      return 1
    }
    restartsMs.push(nowMs())
    say(`The server was ended by ${signal}. It is started again; unfinished runs go on from their last stored step.`)
  }
}

/** @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}
