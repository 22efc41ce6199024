import 'server-only'
import { pathToFileURL } from 'node:url'
import { AppError } from '@/lib/core/app-error'
import { distFile } from '@/lib/platform/paths'
import type { ParseDocumentOptions } from './parse/parse-document'
import type { ParsedDocument } from './parsed-document'
import type { ArchivePart, ParserReply, ParserRequest } from './parser-protocol'
import { withParserThread } from './parser-threads'

const TIMEOUT_MS = 60_000
const MEMORY_MB = 512

export interface ParserLimits {
  signal?: AbortSignal | undefined
  timeoutMs?: number
  memoryMb?: number
  /** Files of one owner may be read by the same thread one after the other; without an owner each has its own. */
  owner?: string
  /** The bundled parser.entry.ts; for tests. */
  entry?: URL
}

export interface ParseInWorkerOptions extends ParseDocumentOptions, ParserLimits {}

/** Reads a document in a thread that is ended when it takes too long, needs too much memory, or nobody wants it any more. */
export async function parseInWorker({
  bytes,
  fileName,
  mime,
  ...limits
}: ParseInWorkerOptions): Promise<ParsedDocument> {
  const reply = await ask({ task: 'document', bytes, fileName, mime }, limits)
  if ('document' in reply) return reply.document
  throw unexpected()
}

/** The next files of a ZIP archive: from entry `from` on, until they are `maxBytes` together. Limits as for documents. */
export async function unpackInWorker(
  { bytes, from, maxBytes }: { bytes: Uint8Array; from: number; maxBytes: number },
  limits: ParserLimits,
): Promise<ArchivePart> {
  const reply = await ask({ task: 'archive', bytes, from, maxBytes }, limits)
  if ('archive' in reply) return reply.archive
  throw unexpected()
}

async function ask(request: ParserRequest, limits: ParserLimits): Promise<Exclude<ParserReply, { error: unknown }>> {
  const { signal, timeoutMs = TIMEOUT_MS, memoryMb = MEMORY_MB, owner } = limits
  signal?.throwIfAborted()
  const entry = limits.entry ?? pathToFileURL(distFile('rag-parser.mjs'))
  const reply = await withParserThread({ entry, memoryMb, owner }, (thread) =>
    thread.ask(request, { signal, timeoutMs }),
  )
  if ('error' in reply) throw new AppError(reply.error.code, reply.error.message)
  return reply
}

function unexpected(): AppError {
  return new AppError('INTERNAL', 'The parser answered another question.')
}
