import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { chunkingFor, IndexChunking } from '@/lib/core/knowledge/index-chunking'
import { problem } from '@/lib/messages/problems/problem'
import { searchableText } from '../chunk/chunk'
import type { EmbeddedChunk } from '../ingest/prepare-chunks'
import type { EmbedChunksOptions } from './embed-chunks-options'
import { embedInParts, TEXTS_PER_PART } from './embed-in-parts'
import { embedPassages, toCutText } from './embed-passages'
import { knownVectors } from './known-vectors'
import type { IndexRow } from './read-indexes'
import { readsLanguage } from './reads-language'

/** Chunking settings of this index for a MIME type. */
export function chunkingOf(index: Pick<IndexRow, 'chunking'>, mimeType: string): ChunkingSettings {
  return chunkingFor(IndexChunking.parse(index.chunking), mimeType)
}

/**
 * Embeds a document's chunks; vectors of long documents are cached in the database (`embedInParts`). Reuses
 * vectors of the same model for equal texts of this document or a duplicate. Only new parts cost something
 * after an edit, after other chunking, or when a file is moved, renamed or uploaded twice.
 * @throws INVALID_INPUT for vectors of another width, which no search would find
 */
export async function embedChunks(options: EmbedChunksOptions): Promise<EmbeddedChunk[]> {
  const { index, chunks: cut, language } = options
  if (!readsLanguage(index.languages, language)) return cut.map((chunk) => ({ ...chunk, language, embedding: null }))
  const check = ({ length }: Float32Array) => {
    if (length !== index.dims) throw otherWidth({ details: { expectedDims: index.dims, givenDims: length } })
  }
  return cut.length > TEXTS_PER_PART ? await embedInParts(options, check) : await embedAtOnce(options, check)
}

async function embedAtOnce(
  { db, language, chunks, embed, signal, onProgress, ...known }: EmbedChunksOptions,
  check: (vector: Float32Array) => void,
): Promise<EmbeddedChunk[]> {
  const vectors = await knownVectors(db, known, embed.passages !== undefined)
  const texts = chunks.map(searchableText)
  const fresh = chunks.filter((_, index) => !vectors.has(texts[index] ?? '')).map(toCutText)
  const missing = [...new Map(fresh.map((item) => [item.text, item])).values()]
  const done = new Set(texts).size - missing.length
  const embedded =
    missing.length === 0
      ? []
      : await embedPassages(embed, missing, {
          signal,
          onProgress: (count: number) => onProgress?.(done + count, done + missing.length),
        })
  for (const [index, { text }] of missing.entries()) {
    const item = embedded[index]
    if (!item) throw new AppError('MODEL_FAILED', problem('knowledge.vectorsMissing'))
    check(item.vector)
    vectors.set(text, item)
  }
  signal?.throwIfAborted()
  return chunks.map((chunk, index) => {
    const { vector = null, signs = null } = vectors.get(texts[index] ?? '') ?? {}
    return { ...chunk, language, embedding: vector, signs }
  })
}

const Widths = z.object({ expectedDims: z.number(), givenDims: z.number() })

/** Explains how to resolve it. @param failure one for which `isOtherWidth` is true */
export function otherWidth({ details }: Pick<AppError, 'details'>): AppError {
  const { expectedDims, givenDims } = Widths.parse(details)
  const changed = problem('knowledge.otherDimensions', { expected: expectedDims, given: givenDims })
  return new AppError('INVALID_INPUT', changed, { details: { expectedDims, givenDims } })
}

/** A property of the model, not of the first affected document. */
export function isOtherWidth({ details }: AppError): boolean {
  return Widths.safeParse(details).success
}
