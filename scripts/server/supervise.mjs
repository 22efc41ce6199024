// Restarts a program that crashed.
import { setTimeout as pause } from 'node:timers/promises'

/** Crash signals: aborted by V8, a fault in native code, out of memory. */
const CRASHES = new Set(['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGKILL', 'SIGSEGV', 'SIGTRAP'])
/** EX_TEMPFAIL: a dependency was unavailable at startup (lib/api/server/report-start-failure.ts). */
const TRY_AGAIN = 75
/** For a program that was never ready. */
const MAX_RESTARTS = 5
const WITHIN_MS = 10 * 60 * 1_000
/** Doubles with each restart, until the program has run for the longest pause. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/**
 * Runs a program until it ends as requested: by `stopped`, with exit code 0, or by a signal other than a crash. A
 * program that was ready once ("ready" over its channel) is restarted after any other exit, without a limit. One that
 * was never ready ends with its exit code; after a crash or TRY_AGAIN it is restarted, at most MAX_RESTARTS times
 * within WITHIN_MS.
 * @param {(isRestart: boolean) => import('node:child_process').ChildProcess} start
 * @param {{ stopped?: AbortSignal, say?: (line: string) => void, nowMs?: () => number, firstPauseMs?: number, restartsAlways?: () => boolean }} options `restartsAlways`: other processes serve next to it, so only `stopped` ends it
 * @returns {Promise<number>} the exit code
 * @throws if it cannot be started
 */
export async function supervise(start, options = {}) {
  const { stopped, say = console.error, nowMs = Date.now, firstPauseMs = FIRST_PAUSE_MS } = options
  const { restartsAlways = () => false } = options
  const mayCrashAgain = crashLimit(nowMs)
  let wasReady = false
  let pauseMs = firstPauseMs
  for (let isRestart = false; ; isRestart = true) {
    const sinceMs = nowMs()
    const { code, signal, isReady } = await ended(start(isRestart))
    wasReady ||= isReady || restartsAlways()
    if (stopped?.aborted || (!restartsAlways() && isRequested(code, signal))) return code ?? 1
    if (!wasReady && !signal && code !== TRY_AGAIN) return code
    const end = describeEnd(code, signal)
    if (!wasReady && !mayCrashAgain()) {
      say(`The server ${end} again after ${MAX_RESTARTS} restarts in ten minutes. It is not restarted.`)
      return 1
    }
    pauseMs = nowMs() - sinceMs > LONGEST_PAUSE_MS ? firstPauseMs : pauseMs
    say(
      `The server ${end}. It restarts in ${pauseMs / 1_000} s and resumes unfinished runs from their last stored step.`,
    )
    await pause(pauseMs, null, { signal: stopped }).catch(() => {})
    if (stopped?.aborted) return 0
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}

const describeEnd = (code, signal) => (signal ? `was ended by ${signal}` : `ended with exit code ${code}`)

const isRequested = (code, signal) => (signal ? !CRASHES.has(signal) : code === 0)

/** @returns whether one more crash is within the limit; counts it */
function crashLimit(nowMs) {
  const crashesMs = []
  return () => {
    while (crashesMs.length > 0 && nowMs() - crashesMs[0] >= WITHIN_MS) crashesMs.shift()
    return crashesMs.push(nowMs()) <= MAX_RESTARTS
  }
}

/** @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, isReady: boolean }>} */
function ended(child) {
  return new Promise((resolve, reject) => {
    let isReady = false
    child.on('message', (message) => {
      if (message === 'ready') isReady = true
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal, isReady }))
  })
}
