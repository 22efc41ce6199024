import 'server-only'
import v8 from 'node:v8'
// biome-ignore lint/style/noRestrictedImports: it runs one word of ours, and no code of users
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

type Collector = (options?: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

let collect: Collector | null = null

/**
 * Collects all of this thread's heap, some 40 ms for a long document. V8 by itself lets a heap grow to more than twice what
 * lives in it, and each thread has its own. Does nothing in the main thread, where everybody would wait for it.
 */
export function collectGarbage(): void {
  if (isMainThread) return
  collect ??= findCollector()
  collect()
}

/**
 * As `collectGarbage`, and the system has the room at once: V8 keeps pages that are free for more of the same, and those of
 * a thread that has ended for eight seconds. Takes three times as long or more.
 */
export function giveBackMemory(): void {
  if (isMainThread) return
  collect ??= findCollector()
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** V8 has it in contexts that are made while the flag is set; code of others gets none. */
function findCollector(): Collector {
  v8.setFlagsFromString('--expose-gc')
  try {
    const found: unknown = runInNewContext('gc')
    return typeof found === 'function' ? (options) => void (options ? found(options) : found()) : () => {}
  } finally {
    v8.setFlagsFromString('--no-expose-gc')
  }
}
