import 'server-only'
import v8 from 'node:v8'
// biome-ignore lint/style/noRestrictedImports: it runs one constant expression and no user code
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

type Collector = (options?: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

let collect: Collector | null = null

/**
 * Collects garbage in this thread, which takes about 40 ms after a long document. By default V8 lets a heap grow to
 * more than twice its live size, and each thread has its own. Does nothing in the main thread, which it would block.
 */
export function collectGarbage(): void {
  if (isMainThread) return
  collect ??= findCollector()
  collect()
}

/**
 * Like `collectGarbage`, and returns the memory to the system at once: V8 keeps free pages for reuse, and those of an
 * ended thread for eight seconds. Takes at least three times as long.
 */
export function releaseMemory(): void {
  if (isMainThread) return
  collect ??= findCollector()
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** V8 exposes `gc` in contexts created while the flag is set; other code does not see it. */
function findCollector(): Collector {
  v8.setFlagsFromString('--expose-gc')
  try {
    const found: unknown = runInNewContext('gc')
    return typeof found === 'function' ? (options) => void (options ? found(options) : found()) : () => {}
  } finally {
    v8.setFlagsFromString('--no-expose-gc')
  }
}
