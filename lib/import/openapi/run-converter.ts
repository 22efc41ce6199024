import 'server-only'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { problem } from '@/lib/messages/problems/problem'
import { distFile } from '@/lib/platform/paths'
import { singleton } from '@/lib/platform/singleton'
import { threadLimits, watchMemory } from '@/lib/platform/thread-memory'
import { watchTime } from '@/lib/platform/thread-time'
import type { ConvertedApi } from './convert-api'
import { ConvertReply, type ConvertRequest, type DocumentOutline } from './convert-protocol'

const MEMORY_MB = 256
const CPU_MS = 10_000

const entry = () => singleton('openapi-entry', () => ({ url: pathToFileURL(distFile('openapi-convert.mjs')) }))

/** Tests bundle the thread themselves. */
export function chooseConverterEntry(url: URL): void {
  entry().url = url
}

interface RunOptions {
  signal: AbortSignal
  cpuMs?: number
}

/** Lists the operations of a document. @throws INVALID_INPUT, INVALID_JSON, TOO_LARGE, TIMEOUT */
export async function readOutline(
  document: Omit<ConvertRequest, 'selection'>,
  options: RunOptions,
): Promise<DocumentOutline> {
  const reply = await runThread({ ...document, selection: null }, options)
  if ('outline' in reply) return reply.outline
  throw internalError('The thread replied with actions instead of an outline.')
}

/** Converts the selected operations of a document. @throws as `readOutline` */
export async function convertOperations(
  request: ConvertRequest & { selection: object },
  options: RunOptions,
): Promise<ConvertedApi> {
  const reply = await runThread(request, options)
  if ('converted' in reply) return reply.converted
  throw internalError('The thread replied with an outline instead of actions.')
}

/** The thread is ended when it exceeds its memory or CPU time. */
async function runThread(request: ConvertRequest, { signal, cpuMs = CPU_MS }: RunOptions) {
  signal.throwIfAborted()
  const worker = new Worker(entry().url, { workerData: request, resourceLimits: threadLimits(MEMORY_MB), env: {} })
  const stop = new AbortController()
  const end = (error: AppError) => stop.abort(error)
  const memory = watchMemory(worker, MEMORY_MB, () =>
    end(new AppError('TOO_LARGE', problem('customApis.tooMuchMemory', { megabytes: MEMORY_MB }))),
  )
  const endTime = watchTime(worker, cpuMs, () => end(new AppError('TIMEOUT', problem('customApis.tooSlow'))))
  try {
    const reply = ConvertReply.parse(await messageOf(worker, AbortSignal.any([stop.signal, signal])))
    if ('error' in reply) throw new AppError(reply.error.code, reply.error)
    return reply
  } finally {
    endTime()
    clearInterval(memory)
    await worker.terminate()
  }
}

async function messageOf(worker: Worker, signal: AbortSignal): Promise<unknown> {
  const exit = once(worker, 'exit', { signal }).then(() => {
    throw new AppError('TOO_LARGE', problem('customApis.tooMuchMemory', { megabytes: MEMORY_MB }))
  })
  exit.catch(() => {})
  try {
    const [message]: unknown[] = await Promise.race([once(worker, 'message', { signal }), exit])
    return message
  } catch (cause) {
    signal.throwIfAborted()
    if (AppError.isInstance(cause)) throw cause
    throw new AppError('INVALID_INPUT', problem('customApis.notOpenApi'), { cause })
  }
}
