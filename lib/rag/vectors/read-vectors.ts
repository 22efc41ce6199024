import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { wordPages } from '@/lib/db/schema/words'
import { inBackground } from '@/lib/platform/in-background'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import { type KnownSegment, readHeads, readPages } from '../lexical/segments/read-segments'
import type { SegmentOwner } from '../lexical/segments/segment'
import { type CodedSegment, encodeVectors, VECTORS_PER_PAGE } from './vector-codes'
import { vectorsPage } from './vectors-page'

const Row = z.object({ number: z.coerce.number(), embedding: z.string().nullable() })

/** Coded vectors of segments; null if some do not exist (yet). */
export async function readVectors(db: Database, heads: readonly KnownSegment[]): Promise<CodedSegment[] | null> {
  const pages = await readPages(db, heads.flatMap(addressesOf))
  if (!pages) return null
  return heads.map((head) => ({
    numbers: head.chunks.numbers,
    pages: addressesOf(head).flatMap(({ id, page }) => pages.get(`${id}/${page}`) ?? []),
  }))
}

const addressesOf = ({ id, chunks }: KnownSegment) =>
  Array.from({ length: Math.ceil(chunks.numbers.length / VECTORS_PER_PAGE) }, (_, index) => ({
    id,
    page: vectorsPage(index),
  }))

/** Indexes whose vectors this process is coding. */
const coding = () => singleton('coding-vectors', () => new Set<string>())

/**
 * Codes vectors in the background that were stored before codes existed. Until then they are
 * compared exhaustively.
 */
export function codeVectorsSoon(db: Database, owner: SegmentOwner): void {
  const codingIds = coding()
  if (codingIds.has(owner.indexId)) return
  codingIds.add(owner.indexId)
  inBackground(() => codeVectors(db, owner))
    .catch((error: unknown) =>
      log().warn({ err: error, indexId: owner.indexId }, 'failed to code the vectors of an index'),
    )
    .finally(() => codingIds.delete(owner.indexId))
}

/** Codes vectors page by page, so that other statements run in between. */
export async function codeVectors(db: Database, owner: SegmentOwner): Promise<void> {
  for (const head of (await readHeads(db, owner)) ?? []) {
    if (await readVectors(db, [head])) continue
    const { numbers } = head.chunks
    for (const [index, { id, page }] of addressesOf(head).entries()) {
      const pageNumbers = [...numbers.slice(index * VECTORS_PER_PAGE, (index + 1) * VECTORS_PER_PAGE)]
      const vectors = await vectorsOf(db, owner, pageNumbers)
      const [bytes] = encodeVectors(pageNumbers.map((number) => vectors.get(number) ?? null))
      if (bytes) await db.insert(wordPages).values({ segmentId: id, page, bytes }).onConflictDoNothing()
    }
  }
}

async function vectorsOf(
  db: Database,
  { workspaceId, indexId }: SegmentOwner,
  numbers: readonly number[],
): Promise<Map<number, number[] | null>> {
  const result = await db.execute(sql`select c.number, c.embedding::text as embedding
    from unnest(string_to_array(${numbers.join(',')}, ',')::bigint[]) as wanted(number)
    join chunks c on c.index_id = ${indexId} and c.number = wanted.number where c.workspace_id = ${workspaceId}`)
  return new Map(
    z
      .array(Row)
      .parse(rows(result))
      .map(({ number, embedding }) => [number, embedding ? embedding.slice(1, -1).split(',').map(Number) : null]),
  )
}
