import 'server-only'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { distFile } from '@/lib/platform/paths'
import { singleton } from '@/lib/platform/singleton'
import { threadLimits, watchMemory } from '@/lib/platform/thread-memory'
import { RowsReply, type RowsRequest } from './rows-protocol'
import type { UploadRow } from './upload-row'

/** The time limit of each message of the thread, not of the whole file. */
const TIMEOUT_MS = 60_000
const MEMORY_MB = 512

const entry = () => singleton('upload-rows-entry', () => ({ url: pathToFileURL(distFile('parse-rows.mjs')) }))

/** Tests set the thread that they have bundled. */
export function chooseRowsEntry(url: URL): void {
  entry().url = url
}

export interface ReadRowsOptions extends RowsRequest {
  signal?: AbortSignal | undefined
  timeoutMs?: number
}

/**
 * Reads the rows of a file in a thread, a few hundred at a time. A thread that exceeds its time or memory limit is
 * terminated.
 */
export async function* readRows({
  signal,
  timeoutMs = TIMEOUT_MS,
  ...request
}: ReadRowsOptions): AsyncGenerator<UploadRow[]> {
  signal?.throwIfAborted()
  const worker = new Worker(entry().url, {
    workerData: request,
    resourceLimits: threadLimits(MEMORY_MB),
    env: {},
  })
  try {
    for (;;) {
      const reply = await readInWorker(worker, timeoutMs, signal)
      if ('error' in reply) throw new AppError(reply.error.code, reply.error)
      if (reply.rows.length > 0) yield reply.rows
      if (reply.done) return
    }
  } finally {
    await worker.terminate()
  }
}

async function readInWorker(worker: Worker, timeoutMs: number, signal: AbortSignal | undefined): Promise<RowsReply> {
  const done = new AbortController()
  const timer = AbortSignal.timeout(timeoutMs)
  const stop = AbortSignal.any([done.signal, timer, ...(signal ? [signal] : [])])
  const watch = watchMemory(worker, MEMORY_MB, () => void worker.terminate())
  try {
    const answer = once(worker, 'message', { signal: stop })
    const exit = once(worker, 'exit', { signal: stop }).then(() => {
      throw new AppError('TOO_LARGE', problem('datasets.tooMuchMemory', { megabytes: MEMORY_MB }))
    })
    exit.catch(() => {})
    worker.postMessage('next')
    const [message]: unknown[] = await Promise.race([answer, exit])
    return RowsReply.parse(message)
  } catch (cause) {
    signal?.throwIfAborted()
    if (AppError.isInstance(cause)) throw cause
    if (timer.aborted) throw new AppError('TIMEOUT', problem('datasets.tooSlow'), { cause })
    throw new AppError('INVALID_INPUT', problem('documents.unreadable'), { cause })
  } finally {
    clearInterval(watch)
    done.abort()
  }
}
