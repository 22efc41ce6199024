import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, type SQL } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import { embeddedTexts } from '@/lib/db/schema/knowledge'
import { isForeignKey } from '@/lib/db/sql-state'
import type { CutText } from '@/lib/models/builtin/embedder-protocol'
import { type Embedded, type EmbedTexts, embedPassages } from './embed-passages'
import type { IndexRow } from './read-indexes'

/** The built-in model takes some two seconds for them: what a crash costs. Services are sent as many at once. */
export const TEXTS_A_PART = 96

type IndexedDocument = Pick<EmbedInPartsOptions, 'documentId'> & { index: Pick<IndexRow, 'id' | 'workspaceId'> }

export interface EmbedInPartsOptions {
  db: Database
  index: Pick<IndexRow, 'id' | 'workspaceId'>
  documentId: string
  /** Without repeats. */
  texts: readonly CutText[]
  embed: EmbedTexts
  /** Throws for vectors that the index cannot take. */
  check: (vector: Float32Array) => void
  signal?: AbortSignal | undefined
  onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Vectors of a document's texts, part by part, each part stored when it is there: an ingestion that is cut off goes on
 * with the part it was at. Documents of one part store nothing. @throws NOT_FOUND when the document is deleted meanwhile
 */
export async function embedInParts(options: EmbedInPartsOptions): Promise<Map<string, Embedded>> {
  const { texts, embed, check, signal, onProgress } = options
  const isLong = texts.length > TEXTS_A_PART
  const stored = isLong ? await storedVectors(options) : new Map<string, Embedded>()
  const vectors = new Map<string, Embedded>()
  for (const { text } of texts) {
    const known = stored.get(hashOf(text))
    if (known) vectors.set(text, known)
  }
  const missing = texts.filter(({ text }) => !vectors.has(text))
  for (let start = 0; start < missing.length; start += TEXTS_A_PART) {
    const part = missing.slice(start, start + TEXTS_A_PART)
    const done = vectors.size
    const embedded = await embedPassages(embed, part, {
      ...{ signal, onProgress: (count: number) => onProgress?.(done + count, texts.length) },
    })
    for (const [place, { text }] of part.entries()) {
      const item = embedded[place]
      if (!item) throw new AppError('MODEL_FAILED', 'The embedding model left out some of the texts.')
      check(item.vector)
      vectors.set(text, item)
    }
    // The last part is followed by the chunks themselves.
    if (start + TEXTS_A_PART < missing.length) await storePart(options, part, vectors)
    signal?.throwIfAborted()
  }
  return vectors
}

/** A statement that deletes what was kept of this document for this index; the chunks are stored in the same transaction. */
export function forgettingParts(tx: Transaction, { index, documentId }: IndexedDocument): SQL {
  return tx.delete(embeddedTexts).where(ofDocument({ index, documentId })).getSQL()
}

function ofDocument({ index, documentId }: IndexedDocument) {
  return and(
    eq(embeddedTexts.workspaceId, index.workspaceId),
    eq(embeddedTexts.indexId, index.id),
    eq(embeddedTexts.documentId, documentId),
  )
}

async function storedVectors({ db, index, documentId }: EmbedInPartsOptions): Promise<Map<string, Embedded>> {
  const found = await db
    .select({ hash: embeddedTexts.hash, embedding: embeddedTexts.embedding, signs: embeddedTexts.signs })
    .from(embeddedTexts)
    .where(ofDocument({ index, documentId }))
  return new Map(found.map(({ hash, embedding, signs }) => [hash, { vector: Float32Array.from(embedding), signs }]))
}

async function storePart(
  { db, index, documentId }: EmbedInPartsOptions,
  part: readonly CutText[],
  vectors: ReadonlyMap<string, Embedded>,
): Promise<void> {
  const owner = { workspaceId: index.workspaceId, indexId: index.id, documentId }
  const rows = part.flatMap(({ text }) => {
    const known = vectors.get(text)
    return known ? [{ ...owner, hash: hashOf(text), embedding: known.vector, signs: known.signs }] : []
  })
  try {
    await executePrepared(db, db.insert(embeddedTexts).values(rows).onConflictDoNothing().getSQL())
  } catch (error) {
    if (isForeignKey(error)) throw new AppError('NOT_FOUND', 'This document was deleted meanwhile.', { cause: error })
    throw error
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
