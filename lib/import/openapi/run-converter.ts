import 'server-only'
import { pathToFileURL } from 'node:url'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { problem } from '@/lib/messages/problems/problem'
import { distFile } from '@/lib/platform/paths'
import { singleton } from '@/lib/platform/singleton'
import { replyOfThread } from '../thread/reply-of-thread'
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

async function runThread(request: ConvertRequest, { signal, cpuMs = CPU_MS }: RunOptions) {
  const message = await replyOfThread({
    url: entry().url,
    request,
    memoryMb: MEMORY_MB,
    cpuMs,
    signal,
    problems: {
      memory: problem('customApis.tooMuchMemory', { megabytes: MEMORY_MB }),
      time: problem('customApis.tooSlow'),
      failed: problem('customApis.notOpenApi'),
    },
  })
  const reply = ConvertReply.parse(message)
  if ('error' in reply) throw new AppError(reply.error.code, reply.error)
  return reply
}
