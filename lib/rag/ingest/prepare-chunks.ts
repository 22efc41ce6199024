import 'server-only'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import type { Chunk } from '../chunk/chunk'
import { firstNumber } from '../lexical/segments/first-number'
import { makeSegment } from '../lexical/segments/make-segment'
import { type EncodedSegment, encodeChunks, encodeSegment } from '../lexical/segments/segment-codec'
import { yieldToEventLoop } from '../text/yield-to-event-loop'
import { encodeVector, pagesOfCodes } from '../vectors/vector-codes'
import type { CutWords } from './cut-document'
import type { ChunkPart } from './insert-part'
import { areMany, areManyWords } from './many-chunks'

/**
 * Rows per statement, about 9 kB each with 384 dimensions. A statement blocks the embedded
 * database; PostgreSQL spends about 40 ms on its vector index.
 */
const ROWS_PER_STATEMENT = { postgres: 25, embedded: 10 }
/** Without vectors: 3 ms of the embedded database. */
const WORDS_PER_STATEMENT = { postgres: 100, embedded: 40 }

export interface ChunkOwner {
  workspaceId: string
  knowledgeBaseId: string
  indexId: string
  documentId: string
}

export interface EmbeddedChunk extends Chunk {
  /** ISO 639-1, for stemming; defaults to English. */
  language?: string
  /** Null if the embedding model does not support the document's language. */
  embedding: Float32Array | null
  /** Sketches of sentences and tokens (`packSketches`), if any. */
  signs?: Uint8Array | null
  /** For long documents: the vector and the sketches are in `embedded_texts`. */
  kept?: { hash: string; dims: number; codes: Uint8Array | null }
}

/** Chunks in storage form. */
export interface PreparedChunks {
  owner: ChunkOwner
  count: number
  /** Number of the first chunk; the others follow consecutively. */
  firstNumber: number
  languages: string[]
  /** Too many for one transaction (`storeAhead`). */
  areMany: boolean
  /**
   * One statement each. Prepared up front for a few chunks, lazily for many, since JSON takes six
   * times the memory.
   */
  parts: Iterable<ChunkPart>
  /** Whether the vectors are copied from `embedded_texts`. */
  isKept: boolean
  /** Keyword segment of the chunks. */
  segment: EncodedSegment
}

/**
 * Does all CPU work up front, so that no transaction waits for it. Yields to the event loop.
 * @param words keywords of the same chunks, if known
 */
export async function prepareChunks(
  db: Database,
  owner: ChunkOwner,
  embedded: readonly EmbeddedChunk[],
  words: CutWords | null = null,
): Promise<PreparedChunks> {
  const first = firstNumber()
  const numbered = embedded.map((chunk, index) => ({ ...chunk, number: first + index }))
  // PostgreSQL uses its vector index instead.
  const vectors = isEmbedded(db) ? pagesOfCodes(dimsOf(embedded), embedded.map(codesOf)) : undefined
  const segment = { ...(words ? numberWords(words, first) : await encodeSegment(await makeSegment(numbered))), vectors }
  const kind = isEmbedded(db) ? 'embedded' : 'postgres'
  const haveVectors = dimsOf(embedded) > 0
  const chunkParts = partsOf(owner, numbered, (haveVectors ? ROWS_PER_STATEMENT : WORDS_PER_STATEMENT)[kind])
  const isLong = (haveVectors ? areMany : areManyWords)(db, embedded.length)
  const parts = isLong ? chunkParts : await all(chunkParts)
  const languages = embedded.flatMap(({ language }) => language ?? [])
  const isKept = embedded.some(({ kept }) => kept)
  return { owner, count: embedded.length, firstNumber: first, languages, areMany: isLong, parts, isKept, segment }
}

function dimsOf(embedded: readonly EmbeddedChunk[]): number {
  const first = embedded.find(({ embedding, kept }) => embedding ?? kept)
  return first?.kept?.dims ?? first?.embedding?.length ?? 0
}

function codesOf({ embedding, kept }: EmbeddedChunk): Uint8Array | null {
  return kept ? kept.codes : embedding && encodeVector(embedding)
}

function numberWords({ textLengths, contextLengths, ...words }: CutWords, first: number): EncodedSegment {
  const numbers = Float64Array.from(textLengths, (_, index) => first + index)
  return { ...words, chunks: encodeChunks({ numbers, textLengths, contextLengths }) }
}

type NumberedChunk = EmbeddedChunk & { number: number }

/** Regenerated on each iteration. */
function partsOf(owner: ChunkOwner, numbered: readonly NumberedChunk[], size: number): Iterable<ChunkPart> {
  return {
    *[Symbol.iterator]() {
      for (let start = 0; start < numbered.length; start += size) {
        const part = numbered.slice(start, start + size)
        const stored = part.map((chunk) => toRow(owner, chunk))
        const signs = stored.flatMap(({ id: chunkId }, index) => {
          const kept = part[index]?.signs
          return kept ? [{ chunkId, signs: kept }] : []
        })
        const isKept = part.some(({ kept }) => kept)
        yield { rows: JSON.stringify(stored), count: stored.length, signs, isKept }
      }
    },
  }
}

async function all(parts: Iterable<ChunkPart>): Promise<ChunkPart[]> {
  const ready: ChunkPart[] = []
  for (const part of parts) {
    ready.push(part)
    await yieldToEventLoop()
  }
  return ready
}

function toRow(owner: ChunkOwner, chunk: NumberedChunk) {
  return {
    id: newId(),
    ...owner,
    ordinal: chunk.ordinal,
    kind: chunk.kind,
    // JSON escapes lone surrogates, which PostgreSQL rejects.
    text: chunk.text.toWellFormed(),
    context: chunk.context.toWellFormed(),
    headings: chunk.headings.map((heading) => heading.toWellFormed()),
    page: chunk.page,
    startOffset: chunk.start,
    endOffset: chunk.end,
    parentStart: chunk.parent?.start ?? null,
    parentEnd: chunk.parent?.end ?? null,
    tokenCount: chunk.tokenCount,
    // Parsed as a vector: its literal is JSON.
    embedding: chunk.embedding && Array.from(chunk.embedding),
    dims: chunk.kept?.dims ?? chunk.embedding?.length ?? null,
    ...(chunk.kept ? { hash: chunk.kept.hash } : {}),
    number: chunk.number,
  }
}
