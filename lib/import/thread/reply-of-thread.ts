import 'server-only'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import type { Problem } from '@/lib/messages/problems/types'
import { threadLimits, watchMemory } from '@/lib/platform/thread-memory'
import { watchTime } from '@/lib/platform/thread-time'

export interface ThreadOptions {
  url: URL
  request: unknown
  memoryMb: number
  cpuMs: number
  signal: AbortSignal
  problems: { memory: Problem; time: Problem; failed: Problem }
}

/**
 * Waits for the only message of a thread that reads a possibly hostile file. The thread is ended when it exceeds its
 * memory or CPU time.
 * @throws TOO_LARGE, TIMEOUT, INVALID_INPUT
 */
export async function replyOfThread({
  url,
  request,
  memoryMb,
  cpuMs,
  signal,
  problems,
}: ThreadOptions): Promise<unknown> {
  signal.throwIfAborted()
  const worker = new Worker(url, { workerData: request, resourceLimits: threadLimits(memoryMb), env: {} })
  const stop = new AbortController()
  const end = (error: AppError) => stop.abort(error)
  const memory = watchMemory(worker, memoryMb, () => end(new AppError('TOO_LARGE', problems.memory)))
  const endTime = watchTime(worker, cpuMs, () => end(new AppError('TIMEOUT', problems.time)))
  try {
    return await messageOf(worker, AbortSignal.any([stop.signal, signal]), problems)
  } finally {
    endTime()
    clearInterval(memory)
    await worker.terminate()
  }
}

async function messageOf(worker: Worker, signal: AbortSignal, problems: ThreadOptions['problems']): Promise<unknown> {
  const exit = once(worker, 'exit', { signal }).then(() => {
    throw new AppError('TOO_LARGE', problems.memory)
  })
  exit.catch(() => {})
  try {
    const [message]: unknown[] = await Promise.race([once(worker, 'message', { signal }), exit])
    return message
  } catch (cause) {
    signal.throwIfAborted()
    if (AppError.isInstance(cause)) throw cause
    throw new AppError('INVALID_INPUT', problems.failed, { cause })
  }
}
