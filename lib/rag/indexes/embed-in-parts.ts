import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { type Chunk, searchableText } from '../chunk/chunk'
import type { EmbeddedChunk } from '../ingest/prepare-chunks'
import type { EmbedChunksOptions } from './embed-chunks-options'
import { embedPassages, toCutText } from './embed-passages'
import { codesOf, keepKnown, keepVectors, readCodes, type VectorCodes } from './kept-vectors'

/**
 * About two seconds of the built-in model: a crash loses no more than that. Services get as many texts per
 * request.
 */
export const TEXTS_PER_PART = 96

/**
 * Embeds a long document's chunks in parts. Each part is stored and its vectors are released: with
 * sketches they take about 10 kB per chunk. An interrupted ingestion resumes with the current part.
 * @param check throws for vectors that do not fit the index
 * @throws NOT_FOUND when the document is deleted meanwhile
 */
export async function embedInParts(
  options: EmbedChunksOptions,
  check: (vector: Float32Array) => void,
): Promise<EmbeddedChunk[]> {
  const { db, index, documentId, language, chunks, embed, signal, onProgress } = options
  const document = { index, documentId }
  const hashes = chunks.map(hashOf)
  await keepKnown(db, options, embed.passages !== undefined)
  const storedCodes = await readCodes(db, document)
  // Embeds equal texts once.
  const missing = [...new Map(chunks.map((chunk, index) => [hashes[index] ?? '', chunk]))].filter(
    ([hash]) => !storedCodes.has(hash),
  )
  const total = new Set(hashes).size
  for (let start = 0; start < missing.length; start += TEXTS_PER_PART) {
    const part = missing.slice(start, start + TEXTS_PER_PART)
    const done = total - missing.length + start
    const texts = part.map(([, chunk]) => toCutText(chunk))
    const embedded = await embedPassages(embed, texts, {
      signal,
      onProgress: (count: number) => onProgress?.(done + count, total),
    })
    const rows = part.map(([hash], index) => {
      const item = embedded[index]
      if (!item) throw new AppError('MODEL_FAILED', problem('knowledge.vectorsMissing'))
      check(item.vector)
      return { hash, ...item }
    })
    await keepVectors(db, document, rows)
    for (const { hash, vector } of rows) storedCodes.set(hash, codesOf(db, vector))
    signal?.throwIfAborted()
  }
  return chunks.map((chunk, position) => {
    const hash = hashes[position] ?? ''
    const codes: VectorCodes = storedCodes.get(hash) ?? null
    return { ...chunk, language, embedding: null, kept: { hash, dims: index.dims, codes } }
  })
}

function hashOf(chunk: Chunk): string {
  return createHash('sha256').update(searchableText(chunk)).digest('hex')
}
