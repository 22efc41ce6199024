import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { CutDocument, Cuttable } from '../../ingest/cut-document'
import { RecognisedPage } from '../../ocr/recognised-page'
import { ParsedDocument } from '../parsed-document'

const Bytes = z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array)

/** Before the answer to a document, a few times a second: the share of it that is read. */
export const ParserProgress = z.object({ progress: z.number() })
export type ParserProgress = z.infer<typeof ParserProgress>

/** What the parser's thread is asked: a document's text, its chunks, the text of a page that is a picture, or the next files of an archive. */
export const ParserRequest = z.discriminatedUnion('task', [
  z.object({
    ...{ task: z.literal('document'), bytes: Bytes, fileName: z.string(), mime: z.string() },
    /** `find`: name the pages that are pictures instead of the text, if there are any; a map: what was read of them. */
    scans: z.union([z.literal('find'), z.map(z.number().int(), RecognisedPage)]).optional(),
    /** Of its text: a longer one is refused in the thread, since handing it over would hold up the other side. */
    maxCharacters: z.number().int().optional(),
  }),
  z.object({
    ...{ task: z.literal('page'), bytes: Bytes, mime: z.string() },
    page: z.number().int().positive(),
    languages: z.array(z.string()).min(1),
  }),
  z.object({ task: z.literal('cut'), document: Cuttable, settings: ChunkingSettings }),
  z.object({ task: z.literal('archive'), bytes: Bytes, from: z.number().int(), maxBytes: z.number().int() }),
])
export type ParserRequest = z.infer<typeof ParserRequest>

export const ArchivePart = z.object({
  files: z.array(z.object({ name: z.string(), bytes: Bytes })),
  /** Where the next part begins; null after the last one. */
  next: z.number().int().nullable(),
})
export type ArchivePart = z.infer<typeof ArchivePart>

export const ParserReply = z.union([
  z.object({ document: ParsedDocument }),
  z.object({ scans: z.array(z.number().int()) }),
  z.object({ page: RecognisedPage }),
  z.object({ archive: ArchivePart }),
  z.object({ cut: CutDocument }),
  z.object({ error: z.object({ code: z.enum(ERROR_CODES), message: z.string() }) }),
])
export type ParserReply = z.infer<typeof ParserReply>
