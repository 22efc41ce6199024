import 'server-only'
import type { ResourceLimits, Worker } from 'node:worker_threads'

const MB = 1024 * 1024
const WATCH_EVERY_MS = 50
/**
 * The young generation. V8 lets a thread have a hundred megabytes of it, which a long PDF fills with garbage. A quarter
 * of that takes 140 MB less for reading and chunking 1,000 pages, and no more time.
 */
const YOUNG_MB = 24

/**
 * V8's own limit for a thread that `watchMemory` ends at `memoryMb`. It must be higher, because a thread that
 * reaches V8's limit in one large allocation crashes the whole process (node::worker grants it only 16 MB to
 * end in).
 */
export function threadLimits(memoryMb: number): ResourceLimits {
  return { maxOldGenerationSizeMb: memoryMb * 2 + 64, maxYoungGenerationSizeMb: YOUNG_MB, stackSizeMb: 4 }
}

/** For a thread that no outside input can fill: only the young generation is limited. */
export const YOUNG_LIMIT: ResourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB }

/** Calls back once objects, or bytes outside the heap, exceed `memoryMb`. @returns the timer to clear */
export function watchMemory(worker: Worker, memoryMb: number, onTooMuch: () => void): NodeJS.Timeout {
  return setInterval(async () => {
    const used = await usedBytes(worker)
    if (used && Math.max(used.objects, used.outside) > memoryMb * MB) onTooMuch()
  }, WATCH_EVERY_MS)
}

/**
 * Memory of a thread in bytes: its objects, the heap that V8 reserved for them, and memory outside the heap. null if
 * unknown (the thread has ended, or an older Node 22).
 */
export async function usedBytes(worker: Worker): Promise<{ objects: number; room: number; outside: number } | null> {
  const used = await worker.getHeapStatistics?.().catch(() => null)
  return used ? { objects: used.used_heap_size, room: used.total_heap_size, outside: used.external_memory } : null
}
