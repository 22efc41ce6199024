import 'server-only'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { distFile } from '@/lib/platform/paths'
import type { ParseDocumentOptions } from './parse/parse-document'
import type { ParsedDocument } from './parsed-document'
import { ParserReply, type ParserRequest } from './parser-protocol'

const TIMEOUT_MS = 60_000
const MEMORY_MB = 512
const WATCH_EVERY_MS = 50

export interface ParseInWorkerOptions extends ParseDocumentOptions {
  signal?: AbortSignal | undefined
  timeoutMs?: number
  memoryMb?: number
  /** The bundled parser.entry.ts; for tests. */
  entry?: URL
}

/** Reads a document in a thread that is ended when it takes too long, needs too much memory, or nobody wants it any more. */
export async function parseInWorker(options: ParseInWorkerOptions): Promise<ParsedDocument> {
  const { bytes, fileName, mime, signal, timeoutMs = TIMEOUT_MS, memoryMb = MEMORY_MB } = options
  signal?.throwIfAborted()
  const entry = options.entry ?? pathToFileURL(distFile('rag-parser.mjs'))
  const worker = new Worker(entry, {
    workerData: { bytes, fileName, mime } satisfies ParserRequest,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, stackSizeMb: 4 },
    env: {},
  })
  const { promise, resolve, reject } = Promise.withResolvers<ParserReply>()
  worker.once('message', (message: unknown) => resolve(ParserReply.parse(message)))
  worker.once('error', (cause) => reject(crashed(cause, memoryMb)))
  worker.once('exit', (code) => reject(crashed(new Error(`The parser's thread ended with code ${code}.`), memoryMb)))
  const timer = setTimeout(() => reject(tooSlow(timeoutMs)), timeoutMs)
  const watch = watchMemory(worker, memoryMb, () => reject(tooLarge(memoryMb)))
  const onAbort = () => reject(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const reply = await promise
    if ('error' in reply) throw new AppError(reply.error.code, reply.error.message)
    return reply.document
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    signal?.removeEventListener('abort', onAbort)
    await worker.terminate()
  }
}

function tooSlow(timeoutMs: number): AppError {
  return new AppError(
    'TIMEOUT',
    `This file could not be read within ${Math.round(timeoutMs / 1_000)} seconds. Split it.`,
  )
}

/** The thread's own limit counts objects only; unpacked bytes lie outside of its heap. */
function watchMemory(worker: Worker, memoryMb: number, onTooMuch: () => void): NodeJS.Timeout {
  return setInterval(async () => {
    // Older Node 22 cannot ask; there the time limit alone ends a bomb.
    const used = await worker.getHeapStatistics?.().catch(() => null)
    if (used && used.external_memory > memoryMb * 1024 * 1024) onTooMuch()
  }, WATCH_EVERY_MS)
}

function tooLarge(memoryMb: number, cause?: unknown): AppError {
  return new AppError('TOO_LARGE', `Reading this file takes more than ${memoryMb} MB of memory. Split it.`, { cause })
}

function crashed(cause: unknown, memoryMb: number): AppError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return tooLarge(memoryMb, cause)
  return new AppError('INVALID_INPUT', 'This file could not be read.', { cause })
}
