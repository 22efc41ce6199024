import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'

/** Sizes are in WordPiece tokens of the built-in model: an English word has about 1.3. */
const maxTokens = z.number().int().min(16).max(2_000)
const overlapTokens = z.number().int().min(0).max(1_000)

/** Prefixes each chunk with "title > heading > heading", which is searched and embedded with the text. */
const contextHeader = z.boolean().default(true)

/** No text occurs more than twice: an overlap of more than half a chunk would repeat everything. */
const overlapFits = ({ maxTokens: size, overlapTokens: overlap }: { maxTokens: number; overlapTokens: number }) =>
  overlap * 2 <= size
const overlapMessage = { ...schemaError('forms.overlapTooLarge'), path: ['overlapTokens'] }

/** Chunking of the documents of a knowledge base. `parse({ chunker })` fills in defaults. */
export const ChunkingSettings = z.discriminatedUnion('chunker', [
  /** Selected for each document by its type and content. */
  z.strictObject({ chunker: z.literal('auto'), maxTokens: maxTokens.default(200), contextHeader }),
  /** Splits at paragraphs, lines, sentences, then words until a piece fits; small sections may share a chunk. */
  z
    .strictObject({
      chunker: z.literal('recursive'),
      maxTokens: maxTokens.default(200),
      overlapTokens: overlapTokens.default(30),
      contextHeader,
    })
    .refine(overlapFits, overlapMessage),
  /** Never crosses a heading; keeps sentences, lists and tables whole. */
  z.strictObject({ chunker: z.literal('headings'), maxTokens: maxTokens.default(200), contextHeader }),
  /** Searches single sentences, and returns them with `windowSentences` on either side. */
  z.strictObject({
    chunker: z.literal('sentence-window'),
    windowSentences: z.number().int().min(1).max(10).default(3),
    maxTokens: maxTokens.default(200),
    contextHeader,
  }),
  /** Equal sizes, split between words. */
  z
    .strictObject({
      chunker: z.literal('tokens'),
      maxTokens: maxTokens.default(200),
      overlapTokens: overlapTokens.default(40),
      contextHeader,
    })
    .refine(overlapFits, overlapMessage),
  /** Searches small chunks, and returns the surrounding part of the document, up to `parentTokens`. */
  z
    .strictObject({
      chunker: z.literal('parent-child'),
      maxTokens: maxTokens.default(80),
      parentTokens: z.number().int().min(32).max(8_000).default(500),
      contextHeader,
    })
    .refine(({ maxTokens: child, parentTokens }) => child <= parentTokens, {
      ...schemaError('forms.parentTooSmall'),
      path: ['parentTokens'],
    }),
  /** A question with its answer, where a text or table has such pairs; the rest by headings. */
  z.strictObject({ chunker: z.literal('question-answer'), maxTokens: maxTokens.default(300), contextHeader }),
  /** Rows of tables and records one by one; the rest by headings. */
  z.strictObject({
    chunker: z.literal('rows'),
    rowsPerChunk: z.number().int().min(1).max(50).default(1),
    maxTokens: maxTokens.default(300),
    contextHeader,
  }),
])
export type ChunkingSettings = z.infer<typeof ChunkingSettings>
export type ChunkerName = ChunkingSettings['chunker']

export const DEFAULT_CHUNKING: ChunkingSettings = ChunkingSettings.parse({ chunker: 'auto' })
