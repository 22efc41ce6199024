import { eq, inArray, like, sql, TransactionRollbackError } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { chunks, documents, hiddenRuns } from '@/lib/db/schema/knowledge'
import { wordSegments } from '@/lib/db/schema/words'
import { recordset } from '@/lib/db/statements/recordset'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { untilBlocked } from '@/lib/db/testing/until-blocked'
import { createKnowledgeBase } from '../indexes/create-knowledge-base'
import { clearUp } from './delete-leftovers'
import { hideRun, isCounted, isHidden, sweepHidden } from './hidden-chunks'
import { replaceChunks, storePrepared } from './insert-chunks'
import { type ChunkOwner, type EmbeddedChunk, type PreparedChunks, prepareChunks } from './prepare-chunks'
import { removeChunks, sweepRemoved } from './remove-chunks'
import { type StoredAhead, storeAhead } from './store-ahead'
import { sweepLeft } from './sweep-leftovers'

let database: TestDatabase
let owner: ChunkOwner

beforeAll(async () => {
  database = await openTestDatabase()
  const workspaceId = newId()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
  const created = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: { dims: 3 } })
  owner = { workspaceId, ...created, documentId: '' }
  owner.documentId = await addDocument()
})
afterAll(() => database.close())

async function addDocument(): Promise<string> {
  const id = newId()
  const { workspaceId, knowledgeBaseId } = owner
  await database.db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${id}, ${workspaceId}, ${knowledgeBaseId}, ${id}, 'text/plain', 1, '', ${newId()}, 'ready')`)
  return id
}

function chunk(ordinal: number, chunkRows: Partial<EmbeddedChunk>): EmbeddedChunk {
  const place = { ordinal, kind: 'text' as const, headings: [], page: null, start: 0, end: 1 }
  return { ...place, text: 'x', context: '', parent: null, tokenCount: 1, embedding: null, ...chunkRows }
}

async function stored() {
  return await database.db.select().from(chunks).where(eq(chunks.documentId, owner.documentId)).orderBy(chunks.ordinal)
}

test('returns chunks as stored, whatever their texts contain', async () => {
  const text = '"quoted" \\ back\\u0041slash\n\ttab \u2028 {"a": [1]} 黑豹 😀 $1 %s'
  const chunkRows = [
    chunk(0, { text, context: text, headings: [text, ''], page: 7, parent: { start: 2, end: 9 } }),
    chunk(1, { embedding: Float32Array.of(1e-8, -0.3333333432674408, 12345.6787109375), kind: 'table' }),
  ]
  await database.db.transaction((tx) => replaceChunks(tx, owner, chunkRows, 1))
  const [first, second] = await stored()
  expect(first).toMatchObject({ text, context: text, headings: [text, ''], page: 7, parentStart: 2, parentEnd: 9 })
  expect(first).toMatchObject({ embedding: null, dims: null, kind: 'text', tokenCount: 1 })
  expect(Float32Array.from(second?.embedding ?? [])).toEqual(chunkRows[1]?.embedding)
  expect(second).toMatchObject({ dims: 3, kind: 'table', page: null, parentStart: null })
  expect((second?.number ?? 0) - (first?.number ?? 0)).toBe(1)
})

test('stores a split surrogate pair as the replacement character', async () => {
  await database.db.transaction((tx) =>
    replaceChunks(tx, owner, [chunk(0, { text: 'a\ud83d', headings: ['\ude00b'] })], 1),
  )
  expect(await stored()).toMatchObject([{ text: 'a\ufffd', headings: ['\ufffdb'] }])
})

test('replaces chunks with more than one statement stores, each exactly once', async () => {
  const manyChunks = Array.from({ length: 333 }, (_, ordinal) => chunk(ordinal, { text: `word${ordinal}` }))
  await database.db.transaction((tx) => replaceChunks(tx, owner, manyChunks, 2))
  const found = await stored()
  expect(found.map(({ text }) => text)).toEqual(manyChunks.map(({ text }) => text))
  expect(new Set(found.map(({ number }) => number)).size).toBe(333)
})

test('stores a small document in one transaction without leftovers', async () => {
  const { db } = database
  const limits = database.kind === 'embedded' ? { words: 40, vectors: 10 } : { words: 500, vectors: 500 }
  for (const [count, embedding] of [
    [limits.words, null],
    [limits.vectors, Float32Array.of(1, 0, 0)],
  ] as const) {
    const someChunks = Array.from({ length: count + 1 }, (_, ordinal) => chunk(ordinal, { embedding }))
    const short = await prepareChunks(db, owner, someChunks.slice(1))
    expect(await storeAhead(db, short)).toBeNull()
    const other = { ...owner, documentId: await addDocument() }
    const left = await db.transaction((tx) => storePrepared(tx, { ...short, owner: other }, 1))
    expect(left).toBeNull()
    expect(await storeAhead(db, await prepareChunks(db, owner, someChunks))).not.toBeNull()
  }
  await sweepHidden(db, owner)
})

test('makes chunks stored ahead visible once, even if another process was faster', async () => {
  const { db } = database
  const manyChunks = chunksOf('ahead')
  const prepare = () => prepareChunks(db, owner, manyChunks)
  const [first, second] = [await prepare(), await prepare()]
  const storedAhead = await storeAhead(db, first)
  expect(storedAhead).not.toBeNull()
  // The other process removes unfinished chunks.
  const other = await storeAhead(db, second)
  await store(second, other)
  await store(first, storedAhead)
  await store(await prepare(), null)
})

test('after a crash at any step, the old or new chunks remain and the next process completes the work', async () => {
  const { db } = database
  for (let step = 1, isDone = false; !isDone; step += 1) {
    const [before, after] = [`before${step}`, `after${step}`]
    await replace(db, before)
    try {
      await replace(dyingAt(db, step), after)
      isDone = true
    } catch (error) {
      expect(error).toBe(DEAD)
    }
    const texts = (await countRows()).map(({ text }) => text)
    expect([textsOf(before), textsOf(after)]).toContainEqual(texts)
    if (isDone) expect(step).toBeGreaterThan(10)
    await replace(db, after)
    expect((await stored()).map(({ text }) => text)).toEqual(textsOf(after))
    expect(await db.select().from(hiddenRuns)).toEqual([])
  }
}, 120_000)

test('neither hides nor deletes chunks of another document with the same numbers', async () => {
  const { db } = database
  await replace(db, 'kept')
  const firstNumber = (await countRows())[0]?.number ?? 0
  const other = { ...owner, documentId: await addDocument() }
  const preparedOther = await prepareChunks(db, other, chunksOf('met'))
  // As if both had drawn overlapping numbers: its second half collides with the other's first.
  const turned = firstNumber - size() + 20 - preparedOther.firstNumber
  const parts = [...preparedOther.parts].map(({ rows, ...part }) => ({
    ...part,
    rows: rows.replaceAll(/"number":(\d+)/g, (_, number) => `"number":${Number(number) + turned}`),
  }))
  const meeting = { ...preparedOther, firstNumber: preparedOther.firstNumber + turned, parts }
  expect(await storeAhead(db, meeting)).toBeNull()
  expect(await db.select().from(hiddenRuns)).toEqual([])
  expect((await countRows()).map(({ text }) => text)).toEqual(textsOf('kept'))
  // Also if a process crashed between the two.
  await hideRun(db, other, { firstNumber, chunkCount: size() })
  await sweepHidden(db, other)
  expect((await stored()).map(({ text }) => text)).toEqual(textsOf('kept'))
})

test('removes unused chunks stored ahead: the run, its chunks and its keywords', async () => {
  const { db } = database
  const deletedDocument = { ...owner, documentId: await addDocument() }
  const storedAhead = await storeAhead(db, await prepareChunks(db, deletedDocument, chunksOf('vain')))
  const isThere = () =>
    db
      .select()
      .from(wordSegments)
      .where(eq(wordSegments.id, storedAhead?.segmentId ?? ''))
  expect(await isThere()).toHaveLength(1)
  await db.transaction((tx) => removeChunks(tx, deletedDocument.workspaceId, [deletedDocument.documentId]))
  await clearUp(db, deletedDocument, storedAhead)
  expect(await db.select().from(hiddenRuns)).toEqual([])
  expect(await db.select().from(chunks).where(eq(chunks.documentId, deletedDocument.documentId))).toEqual([])
  expect(await isThere()).toEqual([])
})

test('hides removed documents at once and deletes their chunks afterwards, long or many', async () => {
  const { db } = database
  await replace(db, 'kept')
  const few = 9
  const counts = [size(), ...Array.from({ length: Math.ceil(size() / few) }, () => few)]
  const owners: ChunkOwner[] = []
  for (const count of counts) {
    const deletedDocument = { ...owner, documentId: await addDocument() }
    owners.push(deletedDocument)
    const prepared = await prepareChunks(db, deletedDocument, chunksOf('gone').slice(0, count))
    await db.transaction((tx) => storePrepared(tx, prepared, 1))
  }
  const [long, ...short] = owners.map(({ documentId }) => documentId)
  for (const ids of [[long ?? ''], short]) {
    await db.transaction((tx) => removeChunks(tx, owner.workspaceId, ids))
    const ofDocuments = inArray(chunks.documentId, ids)
    // The shortest are deleted at once, up to a small total.
    const atOnce = ids === short ? Math.floor((database.kind === 'embedded' ? 10 : 500) / few) * few : 0
    expect(await db.$count(chunks, ofDocuments)).toBe((ids === short ? short.length * few : size()) - atOnce)
    expect(await db.$count(chunks, sql`${ofDocuments} and ${isCounted('chunks', owner)}`)).toBe(0)
    await sweepRemoved(db, owner.workspaceId, ids)
    expect(await db.$count(chunks, ofDocuments)).toBe(0)
  }
  expect(await db.select().from(hiddenRuns)).toEqual([])
  expect((await stored()).map(({ text }) => text)).toEqual(textsOf('kept'))
})

test('removes more documents in one transaction than a statement can name', async () => {
  const { workspaceId, knowledgeBaseId, indexId } = owner
  const count = 14_000
  const removed = database.db.transaction(async (tx) => {
    await tx.execute(sql`with made as (insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
        select gen_random_uuid(), ${workspaceId}::uuid, ${knowledgeBaseId}::uuid, 'many' || n, 'text/plain', 1, '', gen_random_uuid(), 'ready'
        from generate_series(1, ${count}::int) n returning id)
      insert into indexed_documents (workspace_id, index_id, document_id, revision, chunk_count, first_number)
        select ${workspaceId}::uuid, ${indexId}::uuid, id, 1, 501, 1000000000 + 501 * row_number() over () from made`)
    const manyDocuments = await tx.select({ id: documents.id }).from(documents).where(like(documents.name, 'many%'))
    await removeChunks(
      tx,
      workspaceId,
      manyDocuments.map(({ id }) => id),
    )
    expect(await tx.$count(hiddenRuns, eq(hiddenRuns.chunkCount, 501))).toBe(count)
    // Deleting this many documents takes longer.
    tx.rollback()
  })
  await expect(removed).rejects.toThrow(TransactionRollbackError)
})

test('at start, keeps chunks that another process is storing and deletes old leftovers', async () => {
  const { db } = database
  await replace(db, 'before')
  const prepared = await prepareChunks(db, owner, chunksOf('ahead'))
  let starts = 0
  const other = watchedStatements(db, async () => {
    starts += 1
    await sweepLeft(db)
  })
  const storedAhead = await storeAhead(other, prepared)
  await sweepLeft(db)
  expect(starts).toBeGreaterThan(5)
  const ids = async () => (await stored()).map(({ id }) => id)
  const storedIds = new Set(await ids())
  expect(storedIds.size).toBe(2 * size())
  await db.transaction((tx) => storePrepared(tx, prepared, 4, storedAhead))
  const found = await countRows()
  expect(found.map(({ text }) => text)).toEqual(textsOf('ahead'))
  expect(found.every(({ id }) => storedIds.has(id))).toBe(true)
  expect((await db.select().from(hiddenRuns)).map(({ chunkCount }) => chunkCount)).toEqual([size()])
  await db.update(hiddenRuns).set({ createdAt: sql`now() - interval '61 minutes'` })
  const id = newId()
  await db.insert(wordSegments).values({
    id,
    workspaceId: owner.workspaceId,
    indexId: owner.indexId,
    isReady: false,
    chunkCount: 1,
    textTerms: 1,
    contextTerms: 1,
    firstTerms: [],
    createdAt: new Date(Date.now() - 25 * 3_600_000),
  })
  await sweepLeft(db)
  expect(await db.select().from(hiddenRuns)).toEqual([])
  expect((await stored()).map(({ text }) => text)).toEqual(textsOf('ahead'))
  expect(await db.select().from(wordSegments).where(eq(wordSegments.id, id))).toEqual([])
})

test('sweeps chunks stored during a sweep', async () => {
  const { db } = database
  await replace(db, 'kept')
  const lateDocument = { ...owner, documentId: await addDocument() }
  const { firstNumber, parts } = await prepareChunks(db, lateDocument, [chunk(0, {})])
  const run = { firstNumber, chunkCount: 1 }
  await hideRun(db, lateDocument, run)
  let sweep = Promise.resolve()
  await db.transaction(async (tx) => {
    await tx.execute(sql`select ${isHidden(lateDocument, run)}`)
    sweep = sweepHidden(db, lateDocument)
    await untilBlocked(database)
    const row = [...parts][0]?.rows ?? ''
    const { names, keys, record } = recordset(chunks)
    await tx.execute(sql`insert into chunks (${sql.raw(names)}) select ${sql.raw(keys)}
      from json_to_recordset(${row}::text::json) as ${sql.raw(record)}`)
  })
  await sweep
  expect(await db.select().from(chunks).where(eq(chunks.documentId, lateDocument.documentId))).toEqual([])
  expect(await db.select().from(hiddenRuns)).toEqual([])
})

test('keeps a stored document if superseded chunks cannot be deleted, and stops on abort', async () => {
  const { db } = database
  await replace(db, 'first')
  const prepared = await prepareChunks(db, owner, chunksOf('second'))
  const ended = AbortSignal.abort(new Error('stopping'))
  await expect(storeAhead(db, prepared, ended)).rejects.toThrow('stopping')
  const storedAhead = await storeAhead(db, prepared)
  await db.transaction((tx) => storePrepared(tx, prepared, 3, storedAhead))
  await clearUp(dyingAt(db, 2), owner, storedAhead)
  await clearUp(db, owner, storedAhead, ended)
  expect(await stored()).toHaveLength(2 * size())
  expect((await countRows()).map(({ text }) => text)).toEqual(textsOf('second'))
  await clearUp(db, owner, storedAhead)
  expect((await stored()).map(({ text }) => text)).toEqual(textsOf('second'))
})

/** More chunks than one transaction stores. */
const size = () => (database.kind === 'embedded' ? 170 : 520)
const chunksOf = (word: string) =>
  Array.from({ length: size() }, (_, ordinal) => chunk(ordinal, { text: word + ordinal }))
const textsOf = (word: string) => chunksOf(word).map(({ text }) => text)
const countRows = () =>
  database.db
    .select()
    .from(chunks)
    .where(sql`${eq(chunks.documentId, owner.documentId)} and ${isCounted('chunks', owner)}`)
    .orderBy(chunks.ordinal)

async function store(prepared: PreparedChunks, ahead: StoredAhead | null): Promise<void> {
  await database.db.transaction((tx) => storePrepared(tx, prepared, 3, ahead))
  const numbers = (await countRows()).map(({ number }) => number)
  expect(numbers).toEqual(numbers.map((_, index) => prepared.firstNumber + index))
  expect(numbers).toHaveLength(prepared.count)
  await sweepHidden(database.db, owner)
  expect(await stored()).toHaveLength(prepared.count)
}

/** Replaces the chunks of the document as an ingestion does. */
async function replace(db: Database, word: string): Promise<void> {
  const prepared = await prepareChunks(db, owner, chunksOf(word))
  const storedAhead = await storeAhead(db, prepared)
  await db.transaction((tx) => storePrepared(tx, prepared, 3, storedAhead))
  await sweepHidden(db, owner)
}

const DEAD = new Error('The process crashed.')

/** A database whose requests fail from the `step`th on. */
function dyingAt(db: Database, step: number): Database {
  let calls = 0
  const die = () => {
    calls += 1
    if (calls >= step) throw DEAD
  }
  const methods = ['insert', 'delete', 'select', 'transaction']
  return watched(watchedStatements(db, die), methods, (run) => {
    die()
    return run()
  })
}

/** Intercepts whole statements, through drizzle or its driver. */
function watchedStatements(db: Database, before: () => void | Promise<void>): Database {
  const first = async (run: () => unknown) => {
    await before()
    return await run()
  }
  const client = watched(Object(Reflect.get(db, '$client')), ['unsafe', 'query'], first)
  return new Proxy(watched(db, ['execute'], first), {
    get: (target, key) => (key === '$client' ? client : Reflect.get(target, key)),
  })
}

function watched<T extends object>(it: T, methods: readonly string[], around: (run: () => unknown) => unknown): T {
  return new Proxy(it, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function' || !methods.includes(String(key))) return value
      return (...chunkRows: unknown[]) => around(() => Reflect.apply(value, target, chunkRows))
    },
  })
}
