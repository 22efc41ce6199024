import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { ProblemSchema } from '@/lib/messages/problems/problem-schema'
import { CutDocument, Cuttable } from '../../ingest/cut-document'
import { RecognizedPage } from '../../ocr/recognized-page'
import type { FileTable } from '../file-table'
import { ParsedDocument } from '../parsed-document'

const MADE_FORMATS = ['md', 'txt', 'html', 'docx', 'pdf', 'csv', 'xlsx', 'json'] as const
/** Values of a step, which were checked before; a hundred thousand rows need no second validation. */
const Content = z.custom<Json>(() => true)
/** Created by our own thread. */
const Table = z.custom<FileTable>((value) => typeof value === 'object' && value !== null)

const Bytes = z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array)

/** Sent a few times per second before the reply: share of the document that is read. */
export const ParserProgress = z.object({ progress: z.number() })
export type ParserProgress = z.infer<typeof ParserProgress>

/**
 * Request to the parser thread: a document's text, its chunks, the text of a scanned page, or the
 * next files of an archive.
 */
export const ParserRequest = z.discriminatedUnion('task', [
  z.object({
    task: z.literal('document'),
    bytes: Bytes,
    fileName: z.string(),
    mime: z.string(),
    /** `find` lists scanned pages instead of the text, if there are any; a map contains their recognized text. */
    scans: z.union([z.literal('find'), z.map(z.number().int(), RecognizedPage)]).optional(),
    /** Maximum text length, checked in the thread, because transferring a longer one would block the main thread. */
    maxCharacters: z.number().int().optional(),
  }),
  z.object({
    task: z.literal('page'),
    bytes: Bytes,
    mime: z.string(),
    page: z.number().int().positive(),
    languages: z.array(z.string()).min(1),
  }),
  z.object({ task: z.literal('cut'), document: Cuttable, settings: ChunkingSettings }),
  z.object({ task: z.literal('archive'), bytes: Bytes, from: z.number().int(), maxBytes: z.number().int() }),
  z.object({ task: z.literal('rows'), bytes: Bytes, mime: z.string() }),
  z.object({ task: z.literal('make'), format: z.enum(MADE_FORMATS), content: Content, title: z.string() }),
])
export type ParserRequest = z.infer<typeof ParserRequest>

export const ArchivePart = z.object({
  files: z.array(z.object({ name: z.string(), bytes: Bytes })),
  /** Start of the next part; null after the last one. */
  next: z.number().int().nullable(),
})
export type ArchivePart = z.infer<typeof ArchivePart>

export const ParserReply = z.union([
  z.object({ document: ParsedDocument }),
  z.object({ scans: z.array(z.number().int()) }),
  z.object({ page: RecognizedPage }),
  z.object({ archive: ArchivePart }),
  z.object({ cut: CutDocument }),
  z.object({ table: Table }),
  z.object({ made: z.object({ bytes: Bytes, mediaType: z.string(), name: z.string() }) }),
  z.object({ error: z.object({ code: z.enum(ERROR_CODES) }).and(ProblemSchema) }),
])
export type ParserReply = z.infer<typeof ParserReply>
