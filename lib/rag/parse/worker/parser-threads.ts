import 'server-only'
import { ParserThread } from './parser-thread'

/** A thread takes a tenth of a second to start and holds about 60 MB. */
const MAX_IDLE = 2
const IDLE_MS = 5_000
/** Replaces the thread afterwards, to release memory leaked by libraries. */
const DOCUMENTS_PER_THREAD = 500

export interface ThreadKind {
  entry: URL
  memoryMb: number
  owner: string | undefined
}

interface Idle {
  key: string
  thread: ParserThread
  timer: NodeJS.Timeout
}

const idle: Idle[] = []

/**
 * Lends a thread. It is terminated after a failure, an abort or high memory use; otherwise it waits
 * a while for more files of the same owner.
 */
export async function withParserThread<T>(kind: ThreadKind, use: (thread: ParserThread) => Promise<T>): Promise<T> {
  const key = `${kind.owner}|${kind.memoryMb}|${kind.entry.href}`
  const thread = kind.owner === undefined ? new ParserThread(kind) : claimThread(key, kind)
  try {
    const result = await use(thread)
    if (kind.owner === undefined || thread.lastRequestId >= DOCUMENTS_PER_THREAD || (await thread.isFull()))
      await thread.end()
    else keep(key, thread)
    return result
  } catch (error) {
    await thread.end()
    throw error
  }
}

function claimThread(key: string, kind: ThreadKind): ParserThread {
  const index = idle.findIndex((entry) => entry.key === key)
  const [found] = index < 0 ? [] : idle.splice(index, 1)
  if (!found) return new ParserThread(kind)
  clearTimeout(found.timer)
  return found.thread
}

function keep(key: string, thread: ParserThread): void {
  const timer = setTimeout(() => drop(thread), IDLE_MS)
  timer.unref()
  thread.rest()
  idle.push({ key, thread, timer })
  const [oldest] = idle
  if (oldest && idle.length > MAX_IDLE) drop(oldest.thread)
}

function drop(thread: ParserThread): void {
  const index = idle.findIndex((entry) => entry.thread === thread)
  const [found] = index < 0 ? [] : idle.splice(index, 1)
  if (!found) return
  clearTimeout(found.timer)
  void thread.end()
}
