import 'server-only'
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/is-embedded'
import { wordPages, wordSegments } from '@/lib/db/schema/words'
import { keepSegment } from './read-segments'
import { decodeChunks, type EncodedSegment } from './segment-codec'
import { vectorsPage } from './vectors-page'
import { VOCABULARY_PAGE } from './vocabulary'

/** Keeps a statement to some megabytes. */
const PAGES_PER_STATEMENT = 100

export interface SegmentOwner {
  workspaceId: string
  indexId: string
}

/** Stores a segment. It is there for others when the transaction is. */
export async function writeSegment(tx: Transaction, owner: SegmentOwner, encoded: EncodedSegment): Promise<void> {
  const { numbers, textLengths, contextLengths } = decodeChunks(encoded.chunks)
  if (numbers.length === 0) return
  const id = newId()
  const [textTerms, contextTerms] = [sum(textLengths), sum(contextLengths)]
  const segment = tx.insert(wordSegments).values({
    ...{ id, workspaceId: owner.workspaceId, indexId: owner.indexId },
    chunkCount: numbers.length,
    ...{ textTerms, contextTerms },
    firstTerms: encoded.firstTerms,
  })
  const pages = [encoded.chunks, ...encoded.pages].map((bytes, page) => ({ segmentId: id, page, bytes }))
  pages.push({ segmentId: id, page: VOCABULARY_PAGE, bytes: encoded.vocabulary })
  // PostgreSQL has an index of vectors.
  if (isEmbedded(tx))
    for (const [index, bytes] of (encoded.vectors ?? []).entries())
      pages.push({ segmentId: id, page: vectorsPage(index), bytes })
  keepSegment({ id, chunkCount: numbers.length, textTerms, contextTerms, firstTerms: encoded.firstTerms }, encoded)
  const first = tx.insert(wordPages).values(pages.slice(0, PAGES_PER_STATEMENT))
  await tx.execute(sql`with segment as (${segment.getSQL()}) ${first.getSQL()}`)
  for (let start = PAGES_PER_STATEMENT; start < pages.length; start += PAGES_PER_STATEMENT)
    await tx.insert(wordPages).values(pages.slice(start, start + PAGES_PER_STATEMENT))
}

const sum = (values: Uint16Array) => values.reduce((total, value) => total + value, 0)
