import 'server-only'
import type { Worker } from 'node:worker_threads'

/** A thread that waits for nothing to come takes no time of the processor; by the clock it has so many times its limit. */
const CLOCK_FACTOR = 5
/** Between two looks at a thread that has time left. */
const LEAST_MS = 50

/**
 * Calls back once a thread has worked for longer than its limit, from now on. Its time of the processor counts: on a busy
 * machine ten seconds' work takes minutes by the clock, and is no reason to refuse a file.
 * @returns ends the watch
 */
export function watchTime(worker: Worker, limitMs: number, onTooLong: () => void): () => void {
  const startedMs = performance.now()
  const atStart = workedMs(worker)
  let isEnded = false
  let timer = setTimeout(look, limitMs)

  async function look(): Promise<void> {
    // A thread inside a library's native code does not say how long it has worked: then the clock's limit ends it.
    timer = setTimeout(onTooLong, Math.max(0, limitMs * CLOCK_FACTOR - (performance.now() - startedMs)))
    const [before, now] = await Promise.all([atStart, workedMs(worker)])
    if (isEnded) return
    clearTimeout(timer)
    const elapsedMs = performance.now() - startedMs
    const leftMs = before === null || now === null ? 0 : limitMs - (now - before)
    if (leftMs <= 0 || elapsedMs >= limitMs * CLOCK_FACTOR) onTooLong()
    else timer = setTimeout(look, Math.min(Math.max(leftMs, LEAST_MS), limitMs * CLOCK_FACTOR - elapsedMs))
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
