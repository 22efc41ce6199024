import 'server-only'
import { pathToFileURL } from 'node:url'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import type { MakeFileRequest } from '@/lib/engine/file-requests'
import { distFile } from '@/lib/platform/paths'
import type { CutDocument, Cuttable } from '../../ingest/cut-document'
import { inTurnIfLarge } from '../../ingest/large-file-queue'
import type { RecognizePageOptions } from '../../ocr/recognize-page'
import type { RecognizedPage } from '../../ocr/recognized-page'
import type { FileTable } from '../file-table'
import type { MadeFile } from '../make-file'
import type { ParseDocumentOptions } from '../parse-document'
import type { ParsedDocument } from '../parsed-document'
import type { ArchivePart, ParserReply, ParserRequest } from './parser-protocol'
import type { SendOptions } from './parser-thread'
import { withParserThread } from './parser-threads'

const TIMEOUT_MS = 60_000
/** A full page takes about four seconds of one core; allows four attempts for a rotated page on a busy machine. */
const PAGE_TIMEOUT_MS = 240_000
const MEMORY_MB = 512
const MAKE_TIMEOUT_MS = 30_000
const MAKE_MEMORY_MB = 256

export interface ParserLimits {
  signal?: AbortSignal | undefined
  timeoutMs?: number
  memoryMb?: number
  /** Files of the same owner may share a thread; without an owner each file gets its own. */
  owner?: string
  /** The bundled worker.entry.ts; for tests. */
  entry?: URL
}

export interface ParseInWorkerOptions extends ParseDocumentOptions, ParserLimits {
  /** Transfers the bytes to the thread instead of copying; the caller loses them. */
  transfersBytes?: boolean
  /** Maximum length of the text. @throws TOO_LARGE for a longer one */
  maxCharacters?: number
}

/** Parses a document in a thread that is terminated on timeout, excessive memory or abort. */
export async function parseInWorker({
  bytes,
  fileName,
  mime,
  recognised,
  transfersBytes,
  maxCharacters,
  onProgress,
  ...limits
}: ParseInWorkerOptions): Promise<ParsedDocument> {
  const scans = recognised && new Map(recognised)
  const transferred = transfersBytes ? [bytes] : []
  const reply = await runInParser({ task: 'document', bytes, fileName, mime, scans, maxCharacters }, limits, {
    given: transferred,
    onProgress,
  })
  if ('document' in reply) return reply.document
  throw unexpected()
}

/** Returns the text, or the scanned pages that `recognizeInWorker` should read first. Limits as for documents. */
export async function parseUnlessScannedInWorker({
  bytes,
  fileName,
  mime,
  transfersBytes,
  onProgress,
  ...limits
}: Omit<ParseInWorkerOptions, 'recognised' | 'maxCharacters'>): Promise<
  { document: ParsedDocument } | { scans: number[] }
> {
  const transferred = transfersBytes ? [bytes] : []
  const reply = await runInParser({ task: 'document', bytes, fileName, mime, scans: 'find' }, limits, {
    given: transferred,
    onProgress,
  })
  if ('document' in reply || 'scans' in reply) return reply
  throw unexpected()
}

/** Recognizes one page. Limits as for documents, except for the time. */
export async function recognizeInWorker(
  { bytes, mime, page, languages }: RecognizePageOptions,
  limits: ParserLimits,
): Promise<RecognizedPage> {
  const request = { task: 'page' as const, bytes, mime, page, languages: [...languages] }
  const reply = await runInParser(request, { timeoutMs: PAGE_TIMEOUT_MS, ...limits })
  if ('page' in reply) return reply.page
  throw unexpected()
}

/** Determines the chunks and keywords of a document. Limits as for documents. */
export async function cutInWorker(
  { text, title, pages, sections, language, shape }: Cuttable,
  settings: ChunkingSettings,
  limits: ParserLimits,
): Promise<CutDocument> {
  const document = { text, title, pages, sections, language, shape }
  const reply = await runInParser({ task: 'cut', document, settings }, limits)
  if ('cut' in reply) return reply.cut
  throw unexpected()
}

/** Unpacks files of a ZIP archive from entry `from` on, up to `maxBytes` in total. Limits as for documents. */
export async function unpackInWorker(
  { bytes, from, maxBytes }: { bytes: Uint8Array; from: number; maxBytes: number },
  limits: ParserLimits,
): Promise<ArchivePart> {
  const reply = await runInParser({ task: 'archive', bytes, from, maxBytes }, limits)
  if ('archive' in reply) return reply.archive
  throw unexpected()
}

/** Rows of a table. Limits as for documents. */
export async function rowsInWorker(
  { bytes, mime }: { bytes: Uint8Array; mime: string },
  limits: ParserLimits,
): Promise<FileTable> {
  const reply = await runInParser({ task: 'rows', bytes, mime }, limits)
  if ('table' in reply) return reply.table
  throw unexpected()
}

/** Writes content to a file, with stricter limits than for documents that are read. */
export async function makeInWorker(
  { format, content, title }: Omit<MakeFileRequest, 'signal'>,
  limits: ParserLimits,
): Promise<MadeFile> {
  const request = { task: 'make' as const, format, content, title }
  const reply = await runInParser(request, { timeoutMs: MAKE_TIMEOUT_MS, memoryMb: MAKE_MEMORY_MB, ...limits })
  if ('made' in reply) return reply.made
  throw unexpected()
}

async function runInParser(
  request: ParserRequest,
  limits: ParserLimits,
  options: Pick<SendOptions, 'given' | 'onProgress'> = {},
): Promise<Exclude<ParserReply, { error: unknown }>> {
  const { signal, timeoutMs = TIMEOUT_MS, memoryMb = MEMORY_MB, owner } = limits
  signal?.throwIfAborted()
  const entry = limits.entry ?? pathToFileURL(distFile('parse-worker.mjs'))
  // Files without an owner are interactive requests.
  const turns = owner === undefined ? 'people' : 'background'
  const reply = await inTurnIfLarge({ bytes: sizeOf(request), turns, signal }, () =>
    withParserThread({ entry, memoryMb, owner }, (thread) => thread.send(request, { signal, timeoutMs, ...options })),
  )
  if ('error' in reply) throw new AppError(reply.error.code, reply.error)
  return reply
}

/** A single page may take minutes and needs no queue. */
function sizeOf(request: ParserRequest): number {
  if (request.task === 'page' || request.task === 'make') return 0
  return request.task === 'cut' ? request.document.text.length : request.bytes.byteLength
}

function unexpected(): AppError {
  return internalError('The parser answered another question.')
}
