import 'server-only'
import type { Worker } from 'node:worker_threads'

/** A thread that takes no time of the processor waits for what may never come: it may for so many times its limit. */
const STILL_FACTOR = 5
/** However slowly it goes on: a job ends after half an hour. */
const LONGEST_FACTOR = 30
/** Between two looks at a thread that has time left; one that took less since the last has stood still. */
const LEAST_MS = 50

/**
 * Calls back once a thread has worked for longer than its limit, from now on. Its time of the processor counts: on a busy
 * machine ten seconds' work takes minutes by the clock, and is no reason to refuse a file (docs/adr/0019).
 * @returns ends the watch
 */
export function watchTime(worker: Worker, limitMs: number, onTooLong: () => void): () => void {
  const startedMs = performance.now()
  const atStart = workedMs(worker)
  let isEnded = false
  let moved = { atMs: startedMs, workedMs: 0 }
  let timer = setTimeout(look, limitMs)

  async function look(): Promise<void> {
    const endMs = Math.min(moved.atMs + limitMs * STILL_FACTOR, startedMs + limitMs * LONGEST_FACTOR)
    // A thread inside a library's native code does not say how long it has worked: then the clock ends it.
    timer = setTimeout(onTooLong, Math.max(0, endMs - performance.now()))
    const [before, now] = await Promise.all([atStart, workedMs(worker)])
    if (isEnded) return
    clearTimeout(timer)
    const atMs = performance.now()
    const worked = before === null || now === null ? limitMs : now - before
    if (worked >= moved.workedMs + LEAST_MS) moved = { atMs, workedMs: worked }
    else if (atMs >= endMs) return onTooLong()
    if (worked >= limitMs || atMs >= startedMs + limitMs * LONGEST_FACTOR) return onTooLong()
    timer = setTimeout(look, Math.max(LEAST_MS, Math.min(limitMs - worked, endMs - atMs)))
  }

  return () => {
    isEnded = true
    clearTimeout(timer)
  }
}

/** Of the processor so far; none while it is being started. null: Node is older than 24.6 and cannot tell. */
async function workedMs(worker: Worker): Promise<number | null> {
  if (!worker.cpuUsage) return null
  const used = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }))
  return (used.user + used.system) / 1_000
}
