import 'server-only'
import v8 from 'node:v8'
// biome-ignore lint/style/noRestrictedImports: it runs one word of ours, and no code of users
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

let collect: (() => void) | null = null

/**
 * Collects all of this thread's heap, some 40 ms for a long document. V8 by itself lets a heap grow to more than twice what
 * lives in it, and each thread has its own. Does nothing in the main thread, where everybody would wait for it.
 */
export function collectGarbage(): void {
  if (isMainThread) return
  collect ??= findCollector()
  collect()
}

/** V8 has it in contexts that are made while the flag is set; code of others gets none. */
function findCollector(): () => void {
  v8.setFlagsFromString('--expose-gc')
  try {
    const found: unknown = runInNewContext('gc')
    return typeof found === 'function' ? () => void found() : () => {}
  } finally {
    v8.setFlagsFromString('--no-expose-gc')
  }
}
