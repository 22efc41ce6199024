import { z } from 'zod'

/** Sizes are in WordPiece tokens of the built-in model: an English word is about 1.3 of them. */
const maxTokens = z.number().int().min(16).max(2_000)
const overlapTokens = z.number().int().min(0).max(1_000)

/** Puts "title > heading > heading" in front of each chunk; it is searched and embedded with the text. */
const contextHeader = z.boolean().default(true)

/** Twice the same words at most once: more overlap than half of a chunk repeats everything. */
const overlapFits = ({ maxTokens: size, overlapTokens: overlap }: { maxTokens: number; overlapTokens: number }) =>
  overlap * 2 <= size
const overlapMessage = { message: 'The overlap can be at most half of the size.', path: ['overlapTokens'] }

/** How the documents of a knowledge base are cut into chunks. `parse({ chunker })` fills in what is usual. */
export const ChunkingSettings = z.discriminatedUnion('chunker', [
  /** Chosen for each document by its type and content. */
  z.strictObject({ chunker: z.literal('auto'), maxTokens: maxTokens.default(200), contextHeader }),
  /** Paragraphs, then lines, then sentences, then words, until a piece fits; small sections may share a chunk. */
  z
    .strictObject({
      chunker: z.literal('recursive'),
      maxTokens: maxTokens.default(200),
      overlapTokens: overlapTokens.default(30),
      contextHeader,
    })
    .refine(overlapFits, overlapMessage),
  /** Never across a heading; sentences, lists and tables whole. */
  z.strictObject({ chunker: z.literal('headings'), maxTokens: maxTokens.default(200), contextHeader }),
  /** Each sentence is searched; it is returned with `windowSentences` on either side. */
  z.strictObject({
    chunker: z.literal('sentence-window'),
    windowSentences: z.number().int().min(1).max(10).default(3),
    maxTokens: maxTokens.default(200),
    contextHeader,
  }),
  /** Equal sizes, cut between words whatever they say. */
  z
    .strictObject({
      chunker: z.literal('tokens'),
      maxTokens: maxTokens.default(200),
      overlapTokens: overlapTokens.default(40),
      contextHeader,
    })
    .refine(overlapFits, overlapMessage),
  /** Small chunks are searched; the part of the document around them, of at most `parentTokens`, is returned. */
  z
    .strictObject({
      chunker: z.literal('parent-child'),
      maxTokens: maxTokens.default(80),
      parentTokens: z.number().int().min(32).max(8_000).default(500),
      contextHeader,
    })
    .refine(({ maxTokens: child, parentTokens }) => child <= parentTokens, {
      message: 'A part must be at least as large as the chunks in it.',
      path: ['parentTokens'],
    }),
  /** A question and its answer together, where a text or table has such pairs; the rest as by headings. */
  z.strictObject({ chunker: z.literal('question-answer'), maxTokens: maxTokens.default(300), contextHeader }),
  /** Rows of tables and records one by one; the rest as by headings. */
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
