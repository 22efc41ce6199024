import 'server-only'
import { pathToFileURL } from 'node:url'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { distFile } from '@/lib/platform/paths'
import { singleton } from '@/lib/platform/singleton'
import { replyOfThread } from '../thread/reply-of-thread'
import type { EvaluationFile } from './evaluation-file'
import { ReadReply, type ReadRequest } from './read-protocol'

/** A file of 100 MB with 100,000 cases needs about this much. */
const MEMORY_MB = 1_536
const CPU_MS = 60_000

const entry = () =>
  singleton('evaluation-reader-entry', () => ({ url: pathToFileURL(distFile('evaluations-read.mjs')) }))

/** Tests bundle the thread themselves. */
export function chooseReaderEntry(url: URL): void {
  entry().url = url
}

/** Reads an evaluation file in a thread. @throws INVALID_INPUT, INVALID_JSON, TOO_LARGE, TIMEOUT */
export async function readFileInThread(request: ReadRequest, signal: AbortSignal): Promise<EvaluationFile> {
  const message = await replyOfThread({
    url: entry().url,
    request,
    memoryMb: MEMORY_MB,
    cpuMs: CPU_MS,
    signal,
    problems: {
      memory: problem('evaluationFiles.tooMuchMemory', { megabytes: MEMORY_MB }),
      time: problem('evaluationFiles.tooSlow'),
      failed: problem('evaluationFiles.unreadable'),
    },
  })
  const reply = ReadReply.parse(message)
  if ('error' in reply) throw new AppError(reply.error.code, reply.error)
  return reply.file
}
