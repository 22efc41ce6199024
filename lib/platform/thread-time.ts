import 'server-only'
import type { Worker } from 'node:worker_threads'

/** A thread that uses no CPU may be waiting forever: it may wait for this many times its limit. */
const STILL_FACTOR = 5
/** The limit for slow progress: a job ends after half an hour. */
const MAX_FACTOR = 30
/** The shortest interval between two checks; a thread that used less CPU since the last check counts as idle. */
const MIN_INTERVAL_MS = 50

/**
 * Calls back once a thread has used more CPU time than its limit. CPU time, because on a busy machine ten seconds of
 * work take minutes of wall-clock time, which must not reject a file
 * (docs/contribute/decisions/0019-cpu-time-limits.md).
 * @returns ends the watch
 */
export function watchTime(worker: Worker, limitMs: number, onTooLong: () => void): () => void {
  const startedMs = performance.now()
  const atStart = workedMs(worker)
  let isEnded = false
  let moved = { atMs: startedMs, workedMs: 0 }
  let timer = setTimeout(measure, limitMs)

  async function measure(): Promise<void> {
    const endMs = Math.min(moved.atMs + limitMs * STILL_FACTOR, startedMs + limitMs * MAX_FACTOR)
    // A thread inside native code of a library reports no CPU time: then the wall clock ends it.
    timer = setTimeout(onTooLong, Math.max(0, endMs - performance.now()))
    const [workedAtStartMs, now] = await Promise.all([atStart, workedMs(worker)])
    if (isEnded) return
    clearTimeout(timer)
    const atMs = performance.now()
    const worked = workedAtStartMs === null || now === null ? limitMs : now - workedAtStartMs
    if (worked >= moved.workedMs + MIN_INTERVAL_MS) moved = { atMs, workedMs: worked }
    else if (atMs >= endMs) return onTooLong()
    if (worked >= limitMs || atMs >= startedMs + limitMs * MAX_FACTOR) return onTooLong()
    timer = setTimeout(measure, Math.max(MIN_INTERVAL_MS, Math.min(limitMs - worked, endMs - atMs)))
  }

  return () => {
    isEnded = true
    clearTimeout(timer)
  }
}

/** CPU time so far; none while the thread starts. Null if Node is older than 24.6, which cannot report it. */
async function workedMs(worker: Worker): Promise<number | null> {
  if (!worker.cpuUsage) return null
  const used = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }))
  return (used.user + used.system) / 1_000
}
