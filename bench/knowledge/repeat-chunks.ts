import { sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { readHeads, readPages } from '@/lib/rag/lexical/segments/read-segments'
import {
  eachPosting,
  encodeChunks,
  encodePostings,
  PageWriter,
  readPage,
} from '@/lib/rag/lexical/segments/segment-codec'
import { writeSegment } from '@/lib/rag/lexical/segments/write-segment'
import { codeVectors } from '@/lib/rag/vectors/read-vectors'
import type { Filled } from './fill'

/** Copies per segment of the keyword index: 5,000 chunks each, so that none is merged any further. */
const ROUNDS_PER_SEGMENT = 53
/** Offset between the chunk numbers of two copies. */
const APART = 2 ** 40
/** Length of the noise added to a unit vector, and its number of directions. */
const NOISE = 0.55
const DIRECTIONS = 1_000
/**
 * Token sketches take four times as much space as vectors: six gigabytes for a million chunks, and none is reranked.
 */
const MAX_WITH_SIGNS = 200_000

/**
 * Copies the `first` chunks of the knowledge base until there are `times` as many. Vectors get noise, so that
 * copies neither tie nor merge. Texts get a number at their end, because a search ranks identical texts last
 * and would have to read every passage. The keyword index and the token sketches stay the same. Uses SQL and
 * whole posting lists, because chunking and stemming the same texts a hundred times would take longer than
 * everything measured.
 */
export async function repeatChunks(db: Database, filled: Filled, first: number, times: number): Promise<void> {
  await db.execute(sql`create table bench_noise as select place, l2_normalize(array_agg(value)::vector) * array_fill(${NOISE}::real, array[384])::vector as noise
    from (select place, dim, random() - 0.5 as value from generate_series(0, ${DIRECTIONS - 1}::int) place, generate_series(1, 384) dim) drawn group by place`)
  await db.execute(sql`create index on bench_noise (place)`)
  await db.execute(sql`create table bench_first as select row_number() over (order by c.number) - 1 as place, c.*
    from chunks c where c.index_id = ${filled.indexId}`)
  await copyDocuments(db, filled, times)
  for (let round = 1; round < times; round += 1) {
    await copyChunks(db, round)
    if (times * first <= MAX_WITH_SIGNS) await copySigns(db, round)
  }
  await copyWords(db, filled, times)
  if (isEmbedded(db)) await codeVectors(db, filled)
  await db.execute(sql`drop table bench_noise, bench_first`)
}

async function copyDocuments(db: Database, { knowledgeBaseId }: Filled, times: number): Promise<void> {
  await db.execute(sql`create table bench_documents as select d.*, row_number() over (order by first.place) - 1 as nth, first.place
    from documents d join (select document_id, min(place) as place from bench_first group by document_id) first on first.document_id = d.id
    where d.knowledge_base_id = ${knowledgeBaseId}`)
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status, metadata)
    select md5(d.id::text || round)::uuid, d.workspace_id, d.knowledge_base_id, d.id::text || round, d.mime_type, 1, '', d.file_id, 'ready',
      jsonb_build_object('share', ((d.nth + round) % 10 = 0)::int, 'rare', (d.nth + round) % 10 = 0 and round % 10 = 0)
    from bench_documents d, generate_series(1, ${times - 1}::int) round`)
  await db.execute(sql`insert into indexed_documents (workspace_id, index_id, document_id, revision, chunk_count, first_number)
    select i.workspace_id, i.index_id, md5(i.document_id::text || round)::uuid, i.revision, i.chunk_count, round * ${APART}::bigint + d.place
    from indexed_documents i join bench_documents d on d.id = i.document_id, generate_series(1, ${times - 1}::int) round`)
  await db.execute(sql`drop table bench_documents`)
}

async function copyChunks(db: Database, round: number): Promise<void> {
  await db.execute(sql`insert into chunks (id, workspace_id, knowledge_base_id, document_id, index_id, ordinal, kind, text, context, headings,
      page, start_offset, end_offset, token_count, embedding, dims, number)
    select md5(c.id::text || ${round}::int)::uuid, c.workspace_id, c.knowledge_base_id, md5(c.document_id::text || ${round}::int)::uuid, c.index_id, c.ordinal, c.kind,
      c.text || ' ' || ${round}::int, c.context, c.headings, c.page, c.start_offset, c.end_offset, c.token_count,
      l2_normalize(c.embedding + n.noise), c.dims, ${round}::int * ${APART}::bigint + c.place
    from bench_first c join bench_noise n on n.place = (c.place * 7919 + ${round}::int * 104729) % ${DIRECTIONS}::int`)
}

async function copySigns(db: Database, round: number): Promise<void> {
  await db.execute(sql`insert into chunk_signs (chunk_id, signs)
    select md5(c.id::text || ${round}::int)::uuid, s.signs from bench_first c join chunk_signs s on s.chunk_id = c.id`)
}

async function copyWords(db: Database, filled: Filled, times: number): Promise<void> {
  const [head] = (await readHeads(db, filled)) ?? []
  if (!head) throw new Error('The words of the first chunks are not there.')
  const addresses = head.firstTerms.map((_, index) => ({ id: head.id, page: index + 1 }))
  const pages = await readPages(db, addresses)
  const size = head.chunks.numbers.length
  for (let start = 1; start < times; start += ROUNDS_PER_SEGMENT) {
    const rounds = Array.from({ length: Math.min(ROUNDS_PER_SEGMENT, times - start) }, (_, index) => start + index)
    const numbers = Float64Array.from(
      rounds.flatMap((round) => Array.from({ length: size }, (_, index) => round * APART + index)),
    )
    const repeated = (lengths: Uint16Array) => Uint16Array.from(rounds.flatMap(() => [...lengths]))
    const { textLengths, contextLengths } = head.chunks
    const table = { numbers, textLengths: repeated(textLengths), contextLengths: repeated(contextLengths) }
    const writer = new PageWriter()
    for (const { id, page } of addresses)
      for (const [term, list] of readPage(pages?.get(`${id}/${page}`) ?? new Uint8Array()))
        writer.add(term, repeatPostings(list, rounds.length, size))
    const encoded = { chunks: encodeChunks(table), ...writer.finish() }
    await db.transaction((tx) => writeSegment(tx, filled, encoded))
  }
}

function repeatPostings(list: Uint8Array, times: number, size: number): Uint8Array {
  const postings: { places: number[]; counts: number[] } = { places: [], counts: [] }
  for (let round = 0; round < times; round += 1)
    eachPosting(list, (index, counts) => {
      postings.places.push(round * size + index)
      postings.counts.push(counts)
    })
  return encodePostings(postings)
}
