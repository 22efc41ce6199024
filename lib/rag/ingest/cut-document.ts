import { z } from 'zod'
import type { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import { CHUNK_KINDS } from '../chunk/chunk'
import { chunkDocument } from '../chunk/chunk-document'
import { makeSegment } from '../lexical/segments/make-segment'
import { encodeSegment } from '../lexical/segments/segment-codec'
import { ParsedDocument } from '../parse/parsed-document'

export const Cuttable = ParsedDocument.pick({
  text: true,
  title: true,
  pages: true,
  sections: true,
  language: true,
  shape: true,
})
export type Cuttable = z.infer<typeof Cuttable>

const Span = z.object({ start: z.number(), end: z.number() })
const CutChunk = Span.extend({
  ordinal: z.number(),
  kind: z.enum(CHUNK_KINDS),
  text: z.string(),
  context: z.string(),
  headings: z.array(z.string()),
  page: z.number().nullable(),
  parent: Span.nullable(),
  tokenCount: z.number(),
})

const Bytes = z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array)
const Lengths = z.instanceof<typeof Uint16Array<ArrayBufferLike>>(Uint16Array)

/** A keyword segment (`EncodedSegment`) before its chunks have numbers. */
const CutWords = z.object({
  textLengths: Lengths,
  contextLengths: Lengths,
  pages: z.array(Bytes),
  firstTerms: z.array(z.string()),
  vocabulary: Bytes,
})
export type CutWords = z.infer<typeof CutWords>

export const CutDocument = z.object({ chunks: z.array(CutChunk), words: CutWords })
export type CutDocument = z.infer<typeof CutDocument>

export type CutDocuments = (document: Cuttable, settings: ChunkingSettings) => Promise<CutDocument>

/**
 * Chunks and keywords of a document. Takes about a millisecond per chunk; use `cutInWorker` where
 * other requests are waiting.
 */
export const cutDocument: CutDocuments = async (document, settings) => {
  const chunks = chunkDocument({ document, countTokens, settings })
  const { language } = document
  const segment = await makeSegment(chunks.map((chunk, number) => ({ ...chunk, number, language })))
  const { pages, firstTerms, vocabulary } = await encodeSegment(segment)
  const { textLengths, contextLengths } = segment
  return { chunks, words: { textLengths, contextLengths, pages, firstTerms, vocabulary } }
}
