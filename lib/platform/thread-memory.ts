import 'server-only'
import type { ResourceLimits, Worker } from 'node:worker_threads'

const MB = 1024 * 1024
const WATCH_EVERY_MS = 50
/**
 * Where new objects lie. V8 lets a thread have a hundred megabytes of it, which a long PDF fills with what nobody needs any
 * more: with a quarter of that reading and cutting 1,000 pages takes 140 MB less, and no more time (docs/benchmarks.md).
 */
const YOUNG_MB = 24

/**
 * What V8 itself allows a thread that `watchMemory` ends at `memoryMb`. A thread that meets V8's limit in one large
 * allocation takes the whole process with it (node::worker gives it 16 MB to end in), so that limit is the further one.
 */
export function threadLimits(memoryMb: number): ResourceLimits {
  return { maxOldGenerationSizeMb: memoryMb * 2 + 64, maxYoungGenerationSizeMb: YOUNG_MB, stackSizeMb: 4 }
}

/** Of a thread that no input from outside can fill: only where new objects lie is bounded. */
export const YOUNG_LIMIT: ResourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB }

/** Calls back once objects, or bytes outside of the heap, take more than `memoryMb`. @returns the timer, to be cleared */
export function watchMemory(worker: Worker, memoryMb: number, onTooMuch: () => void): NodeJS.Timeout {
  return setInterval(async () => {
    const used = await usedBytes(worker)
    if (used && Math.max(used.objects, used.outside) > memoryMb * MB) onTooMuch()
  }, WATCH_EVERY_MS)
}

/** Bytes of a thread: its objects, the room that V8 has for them, and what lies outside of its heap. null where nobody can tell (it has ended, or an older Node 22). */
export async function usedBytes(worker: Worker): Promise<{ objects: number; room: number; outside: number } | null> {
  const used = await worker.getHeapStatistics?.().catch(() => null)
  return used ? { objects: used.used_heap_size, room: used.total_heap_size, outside: used.external_memory } : null
}
