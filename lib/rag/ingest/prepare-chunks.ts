import 'server-only'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/is-embedded'
import type { Chunk } from '../chunk/chunk'
import { firstNumber } from '../lexical/segments/first-number'
import { makeSegment } from '../lexical/segments/make-segment'
import { type EncodedSegment, encodeChunks, encodeSegment } from '../lexical/segments/segment-codec'
import { breathe } from '../text/yield-to-event-loop'
import { encodeVector, pagesOfCodes } from '../vectors/vector-codes'
import type { CutWords } from './cut-document'
import type { ChunkPart } from './insert-part'
import { areMany, areManyWords } from './many-chunks'

/**
 * Rows a statement: of some 9 kB each, with vectors of 384 numbers. On the embedded database nobody gets a word in
 * meanwhile; PostgreSQL is kept busy by their places in the index of vectors, some 40 ms.
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
  /** ISO 639-1, for its words; absent: English. */
  language?: string
  /** Null where the knowledge base's model does not read the document's language. */
  embedding: Float32Array | null
  /** What is kept of sentences and tokens (`packSigns`); absent: nothing. */
  signs?: Uint8Array | null
  /** Of a long document: `embedded_texts` has the vector and the signs, and this is left of them. */
  kept?: { hash: string; dims: number; codes: Uint8Array | null }
}

/** Chunks as they are stored. */
export interface PreparedChunks {
  owner: ChunkOwner
  count: number
  /** Number of the first one; the others follow it. */
  firstNumber: number
  languages: string[]
  /** Too many for one transaction (`storeAhead`). */
  areMany: boolean
  /** A statement each. Of a few chunks they lie ready; of many each is made when its turn comes, since as JSON they take six times the memory. */
  parts: Iterable<ChunkPart>
  /** Whether they take their vectors out of `embedded_texts`. */
  isKept: boolean
  /** Their words. */
  segment: EncodedSegment
}

/**
 * All that takes the processor's time, so that no transaction has to wait for it. Lets others work in between.
 * @param words of the same chunks, where they are known
 */
export async function prepareChunks(
  db: Database,
  owner: ChunkOwner,
  embedded: readonly EmbeddedChunk[],
  words: CutWords | null = null,
): Promise<PreparedChunks> {
  const first = firstNumber()
  const numbered = embedded.map((chunk, index) => ({ ...chunk, number: first + index }))
  // PostgreSQL has an index of vectors.
  const vectors = isEmbedded(db) ? pagesOfCodes(dimsOf(embedded), embedded.map(codesOf)) : undefined
  const segment = { ...(words ? numberWords(words, first) : await encodeSegment(await makeSegment(numbered))), vectors }
  const kind = isEmbedded(db) ? 'embedded' : 'postgres'
  const haveVectors = dimsOf(embedded) > 0
  const made = partsOf(owner, numbered, (haveVectors ? ROWS_PER_STATEMENT : WORDS_PER_STATEMENT)[kind])
  const isLong = (haveVectors ? areMany : areManyWords)(db, embedded.length)
  const parts = isLong ? made : await all(made)
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
  const numbers = Float64Array.from(textLengths, (_, place) => first + place)
  return { ...words, chunks: encodeChunks({ numbers, textLengths, contextLengths }) }
}

type NumberedChunk = EmbeddedChunk & { number: number }

/** Anew each time that they are gone through. */
function partsOf(owner: ChunkOwner, numbered: readonly NumberedChunk[], size: number): Iterable<ChunkPart> {
  return {
    *[Symbol.iterator]() {
      for (let start = 0; start < numbered.length; start += size) {
        const part = numbered.slice(start, start + size)
        const stored = part.map((chunk) => toRow(owner, chunk))
        const signs = stored.flatMap(({ id: chunkId }, place) => {
          const kept = part[place]?.signs
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
    await breathe()
  }
  return ready
}

function toRow(owner: ChunkOwner, chunk: NumberedChunk) {
  return {
    id: newId(),
    ...owner,
    ordinal: chunk.ordinal,
    kind: chunk.kind,
    // JSON knows half a character as an escape, which PostgreSQL refuses.
    text: chunk.text.toWellFormed(),
    context: chunk.context.toWellFormed(),
    headings: chunk.headings.map((heading) => heading.toWellFormed()),
    page: chunk.page,
    startOffset: chunk.start,
    endOffset: chunk.end,
    parentStart: chunk.parent?.start ?? null,
    parentEnd: chunk.parent?.end ?? null,
    tokenCount: chunk.tokenCount,
    // Read as a vector: its literal is JSON's.
    embedding: chunk.embedding && Array.from(chunk.embedding),
    dims: chunk.kept?.dims ?? chunk.embedding?.length ?? null,
    ...(chunk.kept ? { hash: chunk.kept.hash } : {}),
    number: chunk.number,
  }
}
