// What `npm start` does while the server runs: hands signals on, and starts it again when it broke rather than ended.

/** Signals by which the system ends a process that broke: aborted by V8, a fault in native code, no memory left. */
const BREAKS = new Set(['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGKILL', 'SIGSEGV', 'SIGTRAP'])
const MAX_RESTARTS = 5
const WITHIN_MS = 10 * 60 * 1_000
const STOPS = ['SIGINT', 'SIGTERM']

/**
 * Runs a program until it ends by itself or because we were told to stop. One that is ended by a signal of BREAKS is
 * started again, at most MAX_RESTARTS times within WITHIN_MS: more often, something is wrong that a restart does not mend.
 * @param {() => import('node:child_process').ChildProcess} start
 * @param {{ say?: (line: string) => void, nowMs?: () => number }} options
 * @returns {Promise<number>} the exit code to end with
 */
export async function supervise(start, { say = console.error, nowMs = Date.now } = {}) {
  let isStopping = false
  let child = null
  const handOn = (signal) => {
    isStopping = true
    child?.kill(signal)
  }
  for (const signal of STOPS) process.on(signal, handOn)
  const restartsMs = []
  try {
    for (;;) {
      child = start()
      const { code, signal } = await ended(child)
      if (isStopping || !BREAKS.has(signal)) return signal ? 1 : (code ?? 1)
      while (restartsMs.length > 0 && nowMs() - restartsMs[0] >= WITHIN_MS) restartsMs.shift()
      if (restartsMs.length >= MAX_RESTARTS) {
        say(`The server was ended by ${signal} again, after ${MAX_RESTARTS} restarts in ten minutes. It stays stopped.`)
        return 1
      }
      restartsMs.push(nowMs())
      say(`The server was ended by ${signal}. It is started again; unfinished runs go on from their last stored step.`)
    }
  } finally {
    for (const signal of STOPS) process.off(signal, handOn)
  }
}

/** @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}
