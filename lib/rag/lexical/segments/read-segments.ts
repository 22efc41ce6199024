import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { executePrepared } from '@/lib/db/statements/execute-prepared'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'
import type { IndexTotals, SegmentTerms } from '../ranking/rank-chunks'
import type { ChunkTable, SegmentHead, SegmentOwner } from './segment'
import { SegmentCache } from './segment-cache'
import { decodeChunks, decodePostings, type EncodedSegment, findOnPage, pageOf } from './segment-codec'
import type { TermList } from './term-list'
import { TrigramIndex } from './trigram-index'
import { decodeVocabulary, VOCABULARY_PAGE } from './vocabulary'

type Reader = Database
export type KnownSegment = SegmentHead & { chunks: ChunkTable }

const ATTEMPTS = 5
/** About 16 kB each, 200 vectors for vector pages; a statement blocks the embedded database. */
const PAGES_AT_A_TIME = 12
const Ids = z.array(z.object({ id: z.string() }))
const Head = z.object({
  id: z.string(),
  chunkCount: z.coerce.number(),
  textTerms: z.coerce.number(),
  contextTerms: z.coerce.number(),
  firstTerms: z.array(z.string()),
  termsVersion: z.number(),
  bytes: z.instanceof(Uint8Array),
})
const Page = z.object({ id: z.string(), page: z.number(), bytes: z.instanceof(Uint8Array) })

const cache = () => singleton('word-segments', () => new SegmentCache())

export interface IndexWords {
  segments: SegmentTerms[]
  totals: IndexTotals
}

/** Consistent snapshot of an index's data on some terms. @param known fresh result of `readHeads` */
export async function readIndexWords(
  db: Reader,
  owner: SegmentOwner,
  terms: readonly string[],
  known: readonly KnownSegment[] | null = null,
): Promise<IndexWords> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const heads = attempt === 0 && known ? known : await readHeads(db, owner)
    const segments = heads && (await readTerms(db, heads, terms))
    if (segments) return { segments, totals: totalsOf(heads) }
    // A segment was merged into another one between two statements: retry with the current ones.
  }
  throw rearranged()
}

const rearranged = () => new AppError('UNAVAILABLE', problem('knowledge.indexChanging'))

/** Larger segments, from merges, would evict what searches use. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024

/** Caches a segment that was just written, which saves the first search a read. Harmless if it is never committed. */
export function keepSegment(head: SegmentHead, { chunks, pages }: EncodedSegment): void {
  if (pages.reduce((sum, { length }) => sum + length, chunks.length) > MAX_KEPT_BYTES) return
  cache().keepHead({ ...head, chunks: decodeChunks(chunks) })
  for (const [index, bytes] of pages.entries()) cache().keepPage(head.id, index + 1, bytes)
}

/** The segments of an index; null if one was replaced meanwhile. */
export async function readHeads(db: Reader, owner: SegmentOwner): Promise<KnownSegment[] | null> {
  const { workspaceId, indexId } = owner
  const listed = Ids.parse(
    rows(
      await executePrepared(
        db,
        sql`select id from word_segments where workspace_id = ${workspaceId} and index_id = ${indexId} and is_ready`,
      ),
    ),
  )
  const ids = listed.map(({ id }) => id)
  return await loadHeads(db, owner, ids)
}

/** Like `readHeads`, for segments that are already listed. */
export async function loadHeads(
  db: Reader,
  { workspaceId }: Pick<SegmentOwner, 'workspaceId'>,
  ids: readonly string[],
): Promise<KnownSegment[] | null> {
  const unknown = ids.filter((id) => !cache().head(id))
  const fresh = new Map<string, KnownSegment>()
  if (unknown.length > 0) {
    const result = await db.execute(sql`select s.id, s.chunk_count as "chunkCount", s.text_terms as "textTerms",
      s.context_terms as "contextTerms", s.first_terms as "firstTerms", s.terms_version as "termsVersion", p.bytes
      from word_segments s join word_pages p on p.segment_id = s.id and p.page = 0
      where s.workspace_id = ${workspaceId} and s.id = any(string_to_array(${unknown.join(',')}, ',')::uuid[])`)
    for (const { bytes, ...head } of z.array(Head).parse(rows(result))) {
      const segment = { ...head, chunks: decodeChunks(bytes) }
      fresh.set(head.id, segment)
      cache().keepHead(segment)
    }
  }
  const heads = ids.flatMap((id) => fresh.get(id) ?? cache().head(id) ?? [])
  return heads.length === ids.length ? heads : null
}

/** Only reads the pages of terms that are not cached. */
async function readTerms(
  db: Reader,
  heads: readonly KnownSegment[],
  terms: readonly string[],
): Promise<SegmentTerms[] | null> {
  const cachedLists = heads.map(({ id }) => terms.map((term) => cache().list(id, term)))
  const missingPages = heads.map(({ firstTerms }, index) =>
    terms.map((term, position) => (cachedLists[index]?.[position] === undefined ? pageOf(firstTerms, term) + 1 : 0)),
  )
  const addresses = heads.flatMap(({ id }, index) => [...new Set(missingPages[index])].map((page) => ({ id, page })))
  const pages = await readPages(
    db,
    addresses.filter(({ page }) => page > 0),
  )
  if (!pages) return null
  return heads.map(({ id, chunks }, index) => ({
    chunks,
    lists: terms.map((term, position) => {
      const list = cachedLists[index]?.[position]
      if (list !== undefined) return list
      const page = pages.get(`${id}/${missingPages[index]?.[position] ?? 0}`)
      return page ? readList(id, page, term) : null
    }),
  }))
}

function readList(id: string, page: Uint8Array, term: string): TermList | null {
  const bytes = findOnPage(page, term)
  const list = bytes && decodePostings(bytes)
  cache().keepList(id, term, list)
  return list
}

/**
 * Vocabularies for spelling correction in each segment. Segments stored before vocabularies existed
 * have none.
 * @param known like in `readIndexWords`
 */
export async function readVocabularies(
  db: Reader,
  owner: SegmentOwner,
  known: readonly KnownSegment[] | null = null,
): Promise<TrigramIndex[]> {
  let heads = known ?? (await readHeads(db, owner))
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const vocabularies = heads ? await loadVocabularies(db, heads) : []
    if (heads && vocabularies.length === heads.length) return vocabularies
    const now = await readHeads(db, owner)
    if (heads && now && isSameSet(heads, now)) return vocabularies
    // A segment was merged between two statements: use the current ones.
    heads = now
  }
  throw rearranged()
}

const isSameSet = (some: readonly SegmentHead[], others: readonly SegmentHead[]): boolean =>
  some.length === others.length && others.every(({ id }) => some.some((head) => head.id === id))

async function loadVocabularies(db: Reader, heads: readonly SegmentHead[]): Promise<TrigramIndex[]> {
  const unknown = heads.filter(({ id }) => !cache().vocabulary(id))
  const fresh = new Map<string, TrigramIndex>()
  if (unknown.length > 0) {
    const result = await db.execute(sql`select segment_id as id, page, bytes from word_pages
      where page = ${VOCABULARY_PAGE}::int and segment_id = any(string_to_array(${unknown.map(({ id }) => id).join(',')}, ',')::uuid[])`)
    for (const { id, bytes } of z.array(Page).parse(rows(result))) {
      const vocabulary = new TrigramIndex(decodeVocabulary(bytes))
      fresh.set(id, vocabulary)
      cache().keepVocabulary(id, vocabulary)
    }
  }
  return heads.flatMap(({ id }) => fresh.get(id) ?? cache().vocabulary(id) ?? [])
}

/** Pages by `segment/page`; null if a segment was replaced meanwhile. */
export async function readPages(
  db: Reader,
  addresses: readonly { id: string; page: number }[],
): Promise<Map<string, Uint8Array> | null> {
  const found = new Map<string, Uint8Array>()
  const missingPages: { id: string; page: number }[] = []
  for (const { id, page } of addresses) {
    const bytes = cache().page(id, page)
    if (bytes) found.set(`${id}/${page}`, bytes)
    else missingPages.push({ id, page })
  }
  const pagesPerStatement = isEmbedded(db) ? PAGES_AT_A_TIME : missingPages.length
  for (let start = 0; start < missingPages.length; start += pagesPerStatement)
    for (const { id, page, bytes } of await fetchPages(db, missingPages.slice(start, start + pagesPerStatement))) {
      found.set(`${id}/${page}`, bytes)
      cache().keepPage(id, page, bytes)
    }
  return found.size === addresses.length ? found : null
}

async function fetchPages(db: Reader, missing: readonly { id: string; page: number }[]) {
  const result = await executePrepared(
    db,
    sql`select p.segment_id as id, p.page, p.bytes
    from unnest(string_to_array(${missing.map(({ id }) => id).join(',')}, ',')::uuid[],
      string_to_array(${missing.map(({ page }) => page).join(',')}, ',')::int[]) as wanted(id, page)
    join word_pages p on p.segment_id = wanted.id and p.page = wanted.page`,
  )
  return z.array(Page).parse(rows(result))
}

export function totalsOf(heads: readonly SegmentHead[]): IndexTotals {
  return {
    chunkCount: heads.reduce((sum, { chunkCount }) => sum + chunkCount, 0),
    textTerms: heads.reduce((sum, { textTerms }) => sum + textTerms, 0),
    contextTerms: heads.reduce((sum, { contextTerms }) => sum + contextTerms, 0),
  }
}
