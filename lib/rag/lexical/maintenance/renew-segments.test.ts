import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { createKnowledgeBase } from '../../indexes/create-knowledge-base'
import { replaceChunks } from '../../ingest/insert-chunks'
import type { EmbeddedChunk } from '../../ingest/prepare-chunks'
import { TERMS_VERSION } from '../../text/terms'
import { codeVectors, readVectors } from '../../vectors/read-vectors'
import { rankByCodes } from '../../vectors/vector-codes'
import { openWords } from '../ranking/open-lexical-index'
import { holdersOf } from '../ranking/rank-chunks'
import { makeSegment } from '../segments/make-segment'
import { readHeads, readIndexWords } from '../segments/read-segments'
import type { SegmentOwner } from '../segments/segment'
import { encodeSegment } from '../segments/segment-codec'
import { showSegment, storeSegmentAhead } from '../segments/write-segment'
import { compactWords } from './compact-segments'
import { renewOutdatedSoon } from './compact-soon'
import { renewWords } from './renew-segments'

let database: TestDatabase
const workspaceId = newId()

beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
})
afterAll(() => database.close())

const DIMS = 384
const TEXTS = ['환불은 영업일 기준', 'C++ costs 1,299', 'nothing else']

const chunk = (text: string, ordinal: number): EmbeddedChunk => ({
  ordinal,
  kind: 'text',
  text,
  context: '',
  headings: [],
  page: null,
  start: 0,
  end: text.length,
  parent: null,
  tokenCount: 4,
  embedding: Float32Array.from({ length: DIMS }, (_, dim) => (dim === ordinal ? 1 : 0)),
})

/** A document of three chunks, indexed by a tokenizer that missed all of their words. */
async function addOld(owner: SegmentOwner & { knowledgeBaseId: string }, texts = TEXTS): Promise<string> {
  const { db } = database
  const documentId = newId()
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status, language)
    values (${documentId}, ${workspaceId}, ${owner.knowledgeBaseId}, ${documentId}, 'text/plain', 1, '', ${newId()}, 'ready', 'sv')`)
  const others = rows<{ id: string }>(await db.execute(sql`select id from word_segments`)).map(({ id }) => id)
  await db.transaction((tx) => replaceChunks(tx, { ...owner, documentId }, texts.map(chunk), 1))
  const stored = rows<{ number: string }>(
    await db.execute(sql`select number from chunks where document_id = ${documentId} order by number`),
  )
  const old = stored.map(({ number }) => ({ number: Number(number), text: 'old', context: '' }))
  const id = await storeSegmentAhead(db, owner, await encodeSegment(await makeSegment(old)), 1)
  await db.transaction(async (tx) => {
    await tx.execute(sql`delete from word_segments
      where not id = any(string_to_array(${[...others, id].join(',')}, ',')::uuid[])`)
    await showSegment(tx, owner, id ?? '')
  })
  return documentId
}

async function baseOf(documents: number) {
  const base = { workspaceId, ...(await createKnowledgeBase(database.db, { workspaceId, name: newId() })) }
  for (let count = 0; count < documents; count += 1) await addOld(base)
  return base
}

async function holding(owner: SegmentOwner, term: string): Promise<number> {
  const { segments } = await readIndexWords(database.db, owner, [term])
  return holdersOf(segments, 1)[0] ?? 0
}
const segmentsOf = async ({ indexId }: SegmentOwner) =>
  rows<{ id: string; version: number; count: number }>(
    await database.db.execute(sql`select id, terms_version as version, chunk_count as count from word_segments
      where index_id = ${indexId} order by id`),
  )

test('rebuilds segments of an older tokenizer once, from existing chunks', async () => {
  const base = await baseOf(2)
  await database.db.execute(sql`delete from documents where id = ${await addOld(base, ['환불 안녕'])}`)
  const before = rows(
    await database.db.execute(sql`select * from chunks where index_id = ${base.indexId} order by number`),
  )
  expect([await holding(base, '환불'), await holding(base, 'c++'), await holding(base, 'old')]).toEqual([0, 0, 7])
  expect(await renewWords(database.db, base)).toBe(3)
  expect([await holding(base, '환불'), await holding(base, '1299'), await holding(base, 'old')]).toEqual([2, 2, 0])
  const renewed = await segmentsOf(base)
  expect(renewed.map(({ version, count }) => [version, count])).toEqual([2, 2].map(() => [TERMS_VERSION, 3]))
  expect(await renewWords(database.db, base)).toBe(0)
  expect(await segmentsOf(base)).toEqual(renewed)
  expect(
    rows(await database.db.execute(sql`select * from chunks where index_id = ${base.indexId} order by number`)),
  ).toEqual(before)
  const indexes = await database.db.execute(
    sql`select text_languages as languages from knowledge_indexes where id = ${base.indexId}`,
  )
  expect(rows(indexes)).toEqual([{ languages: ['sv'] }])
})

test('keeps coded vectors', async () => {
  if (!isEmbedded(database.db)) return
  const base = await baseOf(1)
  await codeVectors(database.db, base)
  await database.db.execute(sql`delete from chunks where index_id = ${base.indexId} and ordinal = 0`)
  await renewWords(database.db, base)
  const heads = (await readHeads(database.db, base)) ?? []
  const coded = await readVectors(database.db, heads)
  const queryVector = chunk('', 2).embedding ?? new Float32Array()
  const [nearest] = rankByCodes(coded ?? [], queryVector, 1, null)
  const [wanted] = rows<{ number: string }>(
    await database.db.execute(sql`select number from chunks where index_id = ${base.indexId} and ordinal = 2`),
  )
  expect(nearest?.number).toBe(Number(wanted?.number))
})

test('allows concurrent rebuilds without leftovers', async () => {
  const base = await baseOf(3)
  await Promise.all([compactWords(database.db, base), compactWords(database.db, base)])
  await compactWords(database.db, base)
  expect(await holding(base, '환불')).toBe(3)
  expect((await segmentsOf(base)).map(({ version }) => version)).toEqual([TERMS_VERSION, TERMS_VERSION, TERMS_VERSION])
})

test.each([
  ['a search', (base: SegmentOwner) => openWords(database.db, base)],
  ['a start', () => renewOutdatedSoon(database.db)],
])('rebuilds in the background on %s', async (_, begin) => {
  const base = await baseOf(1)
  await begin(base)
  await vi.waitFor(async () => expect(await holding(base, '환불')).toBe(1), { timeout: 8_000, interval: 50 })
})
