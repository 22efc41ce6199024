import 'server-only'
import { and, eq, isNotNull, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { ChunkingSettings } from '@/lib/core/chunking-settings'
import { chunkingFor, IndexChunking } from '@/lib/core/index-chunking'
import type { Database } from '@/lib/db/database'
import { chunkSigns, chunks, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { type Chunk, searchableText } from '../chunk/chunk'
import type { EmbeddedChunk } from '../prepare-chunks'
import { embedInParts } from './embed-in-parts'
import { type Embedded, type EmbedTexts, toCutText } from './embed-passages'
import type { IndexRow } from './read-indexes'
import { readsLanguage } from './reads-language'

/** How this index cuts documents of a type. */
export function chunkingOf(index: Pick<IndexRow, 'chunking'>, mimeType: string): ChunkingSettings {
  return chunkingFor(IndexChunking.parse(index.chunking), mimeType)
}

export interface EmbedChunksOptions {
  db: Database
  index: IndexRow
  documentId: string
  language: string
  chunks: readonly Chunk[]
  embed: EmbedTexts
  signal?: AbortSignal | undefined
  onProgress?: (done: number, total: number) => void
}

/**
 * Vectors for a document's chunks. What the same model has embedded of this document before is taken over, so a change
 * of a paragraph, or another way of cutting, costs only what is new. @throws INVALID_INPUT for vectors of another width:
 * they would be in the index and never be found
 */
export async function embedChunks(options: EmbedChunksOptions): Promise<EmbeddedChunk[]> {
  const { index, chunks: cut, language, embed, signal, onProgress } = options
  if (!readsLanguage(index.languages, language)) return cut.map((chunk) => ({ ...chunk, language, embedding: null }))
  const known = await knownVectors(options)
  const texts = cut.map(searchableText)
  const fresh = cut.filter((_, place) => !known.has(texts[place] ?? '')).map(toCutText)
  const check = ({ length }: Float32Array) => {
    if (length !== index.dims) throw otherWidth({ details: { expectedDims: index.dims, givenDims: length } })
  }
  const { db, documentId } = options
  const embedded = await embedInParts({
    ...{ db, index, documentId, embed, check, signal, onProgress },
    texts: [...new Map(fresh.map((item) => [item.text, item])).values()],
  })
  return cut.map((chunk, place) => {
    const text = texts[place] ?? ''
    const { vector = null, signs = null } = embedded.get(text) ?? known.get(text) ?? {}
    return { ...chunk, language, embedding: vector, signs }
  })
}

const Widths = z.object({ expectedDims: z.number(), givenDims: z.number() })

/** What is to be done about it, for a person. @param failure one for which `isOtherWidth` holds */
export function otherWidth({ details }: Pick<AppError, 'details'>): AppError {
  const { expectedDims, givenDims } = Widths.parse(details)
  const message = `This knowledge base holds vectors of ${expectedDims} numbers, and its embedding model now gives ${givenDims}. Rebuild its index with the model as it is now.`
  return new AppError('INVALID_INPUT', message, { details: { expectedDims, givenDims } })
}

/** Of the model, not of the document that met it first. */
export function isOtherWidth({ details }: AppError): boolean {
  return Widths.safeParse(details).success
}

/** By the text that was embedded. Only of models of which it is known that they are the very same. */
async function knownVectors({ db, index, documentId, embed }: EmbedChunksOptions): Promise<Map<string, Embedded>> {
  const found = await db
    .select({
      ...{ text: chunks.text, context: chunks.context, embedding: chunks.embedding },
      signs: chunkSigns.signs,
    })
    .from(chunks)
    .innerJoin(knowledgeIndexes, eq(knowledgeIndexes.id, chunks.indexId))
    .leftJoin(chunkSigns, eq(chunkSigns.chunkId, chunks.id))
    .where(
      and(
        eq(chunks.workspaceId, index.workspaceId),
        eq(chunks.documentId, documentId),
        eq(chunks.dims, index.dims),
        isNotNull(chunks.embedding),
        ne(knowledgeIndexes.status, 'discarded'),
        eq(knowledgeIndexes.embedderHash, index.embedderHash),
        sql`${knowledgeIndexes.embedder} = ${JSON.stringify(index.embedder)}::jsonb`,
        // Of before signs were kept: such chunks are embedded again.
        embed.passages ? isNotNull(chunkSigns.chunkId) : undefined,
      ),
    )
  return new Map(
    found.flatMap(({ embedding, signs, ...chunk }) =>
      embedding ? [[searchableText(chunk), { vector: Float32Array.from(embedding), signs }]] : [],
    ),
  )
}
