import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '@/lib/core/new-id'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { wordPages, wordSegments } from '@/lib/db/schema/words'
import { TERMS_VERSION } from '../../text/terms'
import { vectorsPage } from '../../vectors/vectors-page'
import { keepSegment } from './read-segments'
import type { SegmentOwner } from './segment'
import { decodeChunks, type EncodedSegment } from './segment-codec'
import { VOCABULARY_PAGE } from './vocabulary'

/** Bytes per statement; a statement blocks the embedded database. */
const BYTES_PER_STATEMENT = { postgres: 1_600_000, embedded: 100_000 }
const PAGES_PER_DELETION = 20

type Page = typeof wordPages.$inferInsert

/** Stores a segment, which becomes visible with the transaction. */
export async function writeSegment(tx: Transaction, owner: SegmentOwner, encoded: EncodedSegment): Promise<void> {
  await store(tx, owner, encoded, { isReady: true, termsVersion: TERMS_VERSION })
}

/** Stores a segment in small batches, unread until `showSegment`. @returns its id, or null if it is empty */
export function storeSegmentAhead(
  db: Database,
  owner: SegmentOwner,
  encoded: EncodedSegment,
  termsVersion = TERMS_VERSION,
): Promise<string | null> {
  return store(db, owner, encoded, { isReady: false, termsVersion })
}

/** Makes a stored segment readable. @returns false if it no longer exists */
export async function showSegment(tx: Transaction, { workspaceId }: SegmentOwner, id: string): Promise<boolean> {
  const published = await tx
    .update(wordSegments)
    .set({ isReady: true })
    .where(and(eq(wordSegments.id, id), eq(wordSegments.workspaceId, workspaceId)))
    .returning({ id: wordSegments.id })
  return published.length > 0
}

/** Excludes segments from reads at the end of the transaction. @returns whether all existed */
export async function hideSegments(
  tx: Transaction,
  { workspaceId }: SegmentOwner,
  ids: readonly string[],
): Promise<boolean> {
  const { id, isReady } = wordSegments
  const hidden = await tx
    .update(wordSegments)
    .set({ isReady: false })
    .where(and(eq(wordSegments.workspaceId, workspaceId), inArray(id, [...ids]), eq(isReady, true)))
    .returning({ id })
  return hidden.length === ids.length
}

/** Deletes hidden segments in small batches, several small ones together. */
export async function deleteSegments(
  db: Database,
  { workspaceId }: SegmentOwner,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const Deleted = z.array(z.object({ page: z.number() }))
  const idList = sql`string_to_array(${ids.join(',')}, ',')::uuid[]`
  for (let count = PAGES_PER_DELETION; count === PAGES_PER_DELETION; ) {
    const deleted = await db.execute(sql`delete from word_pages where (segment_id, page) in (select p.segment_id, p.page
      from word_segments s join word_pages p on p.segment_id = s.id
      where s.id = any(${idList}) and s.workspace_id = ${workspaceId} and not s.is_ready
      limit ${PAGES_PER_DELETION}) returning page`)
    count = Deleted.parse(rows(deleted)).length
  }
  await db.execute(sql`delete from word_segments
    where id = any(${idList}) and workspace_id = ${workspaceId} and not is_ready`)
}

async function store(
  db: Database | Transaction,
  owner: SegmentOwner,
  encoded: EncodedSegment,
  { isReady, termsVersion }: { isReady: boolean; termsVersion: number },
): Promise<string | null> {
  const { numbers, textLengths, contextLengths } = decodeChunks(encoded.chunks)
  if (numbers.length === 0) return null
  const id = newId()
  const [textTerms, contextTerms] = [sum(textLengths), sum(contextLengths)]
  const { firstTerms } = encoded
  const segment = db.insert(wordSegments).values({
    id,
    workspaceId: owner.workspaceId,
    indexId: owner.indexId,
    isReady,
    chunkCount: numbers.length,
    textTerms,
    contextTerms,
    firstTerms,
    termsVersion,
  })
  keepSegment({ id, chunkCount: numbers.length, textTerms, contextTerms, firstTerms, termsVersion }, encoded)
  const [first = [], ...others] = inParts(pagesOf(id, encoded, isEmbedded(db)), isEmbedded(db))
  await db.execute(sql`with segment as (${segment.getSQL()}) ${db.insert(wordPages).values(first).getSQL()}`)
  for (const part of others) await db.insert(wordPages).values(part)
  return id
}

function pagesOf(
  segmentId: string,
  { chunks, pages, vocabulary, vectors }: EncodedSegment,
  withVectors: boolean,
): Page[] {
  const stored = [chunks, ...pages].map((bytes, page) => ({ segmentId, page, bytes }))
  stored.push({ segmentId, page: VOCABULARY_PAGE, bytes: vocabulary })
  // PostgreSQL uses its vector index instead.
  if (withVectors)
    for (const [index, bytes] of (vectors ?? []).entries()) stored.push({ segmentId, page: vectorsPage(index), bytes })
  return stored
}

function inParts(pages: readonly Page[], embedded: boolean): Page[][] {
  const maxBytes = embedded ? BYTES_PER_STATEMENT.embedded : BYTES_PER_STATEMENT.postgres
  const parts: Page[][] = []
  let size = maxBytes
  for (const page of pages) {
    if (size + page.bytes.length > maxBytes) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(page)
    size += page.bytes.length
  }
  return parts
}

const sum = (values: Uint16Array) => values.reduce((total, value) => total + value, 0)
