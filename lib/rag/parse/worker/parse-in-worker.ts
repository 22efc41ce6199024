import 'server-only'
import { pathToFileURL } from 'node:url'
import { AppError } from '@/lib/core/app-error'
import type { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { distFile } from '@/lib/platform/paths'
import type { CutDocument, Cuttable } from '../../ingest/cut-document'
import { inTurnIfLarge } from '../../ingest/large-file-queue'
import type { RecognisePageOptions } from '../../ocr/recognise-page'
import type { RecognisedPage } from '../../ocr/recognised-page'
import type { ParseDocumentOptions } from '../parse-document'
import type { ParsedDocument } from '../parsed-document'
import type { ArchivePart, ParserReply, ParserRequest } from './parser-protocol'
import type { AskOptions } from './parser-thread'
import { withParserThread } from './parser-threads'

const TIMEOUT_MS = 60_000
/** A full page takes some four seconds of one core; four attempts where it lies on its side, on a machine that is busy. */
const PAGE_TIMEOUT_MS = 240_000
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

export interface ParseInWorkerOptions extends ParseDocumentOptions, ParserLimits {
  /** The caller has the bytes no longer: the thread takes them as they are instead of a copy. */
  givesBytes?: boolean
  /** Of the text. @throws TOO_LARGE beyond */
  maxCharacters?: number
}

/** Reads a document in a thread that is ended when it takes too long, needs too much memory, or nobody wants it any more. */
export async function parseInWorker({
  bytes,
  fileName,
  mime,
  recognised,
  givesBytes,
  maxCharacters,
  onProgress,
  ...limits
}: ParseInWorkerOptions): Promise<ParsedDocument> {
  const scans = recognised && new Map(recognised)
  const given = givesBytes ? [bytes] : []
  const reply = await ask({ task: 'document', bytes, fileName, mime, scans, maxCharacters }, limits, {
    given,
    onProgress,
  })
  if ('document' in reply) return reply.document
  throw unexpected()
}

/** Its text, or the pages that are pictures and should be read by `recogniseInWorker` first. Limits as for documents. */
export async function parseUnlessScannedInWorker({
  bytes,
  fileName,
  mime,
  givesBytes,
  onProgress,
  ...limits
}: Omit<ParseInWorkerOptions, 'recognised' | 'maxCharacters'>): Promise<
  { document: ParsedDocument } | { scans: number[] }
> {
  const given = givesBytes ? [bytes] : []
  const reply = await ask({ task: 'document', bytes, fileName, mime, scans: 'find' }, limits, { given, onProgress })
  if ('document' in reply || 'scans' in reply) return reply
  throw unexpected()
}

/** One page by text recognition. Limits as for documents, but for the time. */
export async function recogniseInWorker(
  { bytes, mime, page, languages }: RecognisePageOptions,
  limits: ParserLimits,
): Promise<RecognisedPage> {
  const request = { task: 'page' as const, bytes, mime, page, languages: [...languages] }
  const reply = await ask(request, { timeoutMs: PAGE_TIMEOUT_MS, ...limits })
  if ('page' in reply) return reply.page
  throw unexpected()
}

/** Its chunks and their words. Limits as for documents. */
export async function cutInWorker(
  { text, title, pages, sections, language, shape }: Cuttable,
  settings: ChunkingSettings,
  limits: ParserLimits,
): Promise<CutDocument> {
  const document = { text, title, pages, sections, language, shape }
  const reply = await ask({ task: 'cut', document, settings }, limits)
  if ('cut' in reply) return reply.cut
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

async function ask(
  request: ParserRequest,
  limits: ParserLimits,
  more: Pick<AskOptions, 'given' | 'onProgress'> = {},
): Promise<Exclude<ParserReply, { error: unknown }>> {
  const { signal, timeoutMs = TIMEOUT_MS, memoryMb = MEMORY_MB, owner } = limits
  signal?.throwIfAborted()
  const entry = limits.entry ?? pathToFileURL(distFile('parse-worker.mjs'))
  // Only for people who wait a file is read without an owner.
  const turns = owner === undefined ? 'people' : 'background'
  const reply = await inTurnIfLarge({ bytes: sizeOf(request), turns, signal }, () =>
    withParserThread({ entry, memoryMb, owner }, (thread) => thread.ask(request, { signal, timeoutMs, ...more })),
  )
  if ('error' in reply) throw new AppError(reply.error.code, reply.error.message)
  return reply
}

/** Of a page by itself, which may take minutes, nobody waits for another. */
function sizeOf(request: ParserRequest): number {
  if (request.task === 'page') return 0
  return request.task === 'cut' ? request.document.text.length : request.bytes.byteLength
}

function unexpected(): AppError {
  return new AppError('INTERNAL', 'The parser answered another question.')
}
