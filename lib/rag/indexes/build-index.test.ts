import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { newId } from '@/lib/core/new-id'
import {
  chunks,
  documents,
  hiddenRuns,
  indexedDocuments,
  knowledgeBases,
  knowledgeIndexes,
} from '@/lib/db/schema/knowledge'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { untilBlocked } from '@/lib/db/testing/until-blocked'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { cutDocument } from '../ingest/cut-document'
import { hideRun } from '../ingest/hidden-chunks'
import { indexDocument } from '../ingest/index-document'
import { searchChunks } from '../search/search-chunks'
import { type BuildIndexOptions, buildIndex } from './build-index'
import { createKnowledgeBase } from './create-knowledge-base'
import type { EmbedTexts } from './embed-passages'
import { activeIndex, type IndexRow } from './read-indexes'
import { switchIndex } from './switch-index'

let database: TestDatabase
const workspaceId = newId()
const vector = (text: string, dims: number) =>
  Float32Array.from({ length: dims }, (_, dim) => ((text.charCodeAt(dim % text.length) * (dim + 3)) % 17) + 1)
const embedAs =
  (dims: number): EmbedTexts =>
  async (texts) =>
    texts.map((text) => vector(text, dims))

beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
})
afterAll(() => database.close())

interface Base {
  knowledgeBaseId: string
  put(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
}

async function newBase(): Promise<Base> {
  const { db } = database
  const { knowledgeBaseId } = await createKnowledgeBase(db, { workspaceId, name: 'K', index: { dims: 4 } })
  const idOf = async (name: string) => {
    const ofBase = and(eq(documents.knowledgeBaseId, knowledgeBaseId), eq(documents.name, name))
    return (await db.select({ id: documents.id }).from(documents).where(ofBase))[0]?.id
  }
  return {
    knowledgeBaseId,
    put: async (name, text) => {
      let id = await idOf(name)
      if (!id) {
        id = newId()
        await db.insert(documents).values({
          id,
          workspaceId,
          knowledgeBaseId,
          name,
          mimeType: 'text/plain',
          sizeBytes: 1,
          sha256: '',
          fileId: newId(),
          status: 'queued',
        })
      }
      const parsed = { text, title: name, pages: [], sections: [], language: 'en', properties: {}, notices: [] }
      await indexDocument({
        db,
        document: { id, workspaceId, knowledgeBaseId, mimeType: 'text/plain' },
        parsed: { ...parsed, shape: 'prose' },
        embedFor: (index) => embedAs(index.dims),
      })
    },
    remove: async (name) => {
      const id = await idOf(name)
      if (id) await db.delete(documents).where(eq(documents.id, id))
    },
  }
}

async function building({ knowledgeBaseId }: Base, dims = 6): Promise<IndexRow> {
  const [row] = await database.db
    .insert(knowledgeIndexes)
    .values({
      workspaceId,
      knowledgeBaseId,
      status: 'building',
      embedder: { connection: 'c', model: 'm' },
      dims,
      chunking: { all: { chunker: 'tokens', maxTokens: 16, overlapTokens: 0 } },
    })
    .returning()
  if (!row) throw new Error('no index')
  return row
}

const build = (
  index: IndexRow,
  embed: EmbedTexts = embedAs(index.dims),
  overrides: Partial<Pick<BuildIndexOptions, 'signal' | 'cut'>> = {},
) =>
  buildIndex({
    db: database.db,
    index,
    embed,
    untilMs: Date.now() + 60_000,
    reread: async () => {},
    signal: new AbortController().signal,
    ...overrides,
  })

/** The documents that a search finds at this moment: name, text revision and vector width of every document in the active index. */
async function seen({ knowledgeBaseId }: Base) {
  const { db } = database
  const index = await activeIndex(db, { workspaceId, knowledgeBaseId })
  const found = await db
    .select({ name: documents.name, text: chunks.text, dims: chunks.dims, ordinal: chunks.ordinal })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(eq(chunks.indexId, index.id))
    .orderBy(documents.name, chunks.ordinal)
  const texts: Record<string, string> = {}
  for (const { name, text } of found) texts[name] = texts[name] ? `${texts[name]} ${text}` : text
  return { texts, dims: [...new Set(found.map(({ dims }) => dims))], index }
}

type Step = { kind: 'put'; name: string; words: number } | { kind: 'remove'; name: string } | { kind: 'look' }
const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), name, words: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('remove' as const), name }),
  fc.record({ kind: fc.constant('look' as const) }),
)

test('shows searches exactly one complete index during a rebuild with additions, changes and deletions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 4 }), fc.array(step, { maxLength: 14 }), async (before, during) => {
      const base = await newBase()
      const expected: Record<string, string> = {}
      let stamp = 0
      const run = async (next: Step) => {
        if (next.kind === 'put') {
          stamp += 1
          const text = Array.from({ length: next.words }, (_, word) => `w${stamp}x${word}`).join(' ')
          await base.put(next.name, text)
          expected[next.name] = text
        } else if (next.kind === 'remove') {
          await base.remove(next.name)
          delete expected[next.name]
        }
        const { texts, dims, index } = await seen(base)
        expect(texts).toEqual(expected)
        expect(dims).toEqual(Object.keys(expected).length > 0 ? [index.dims] : [])
      }
      for (const next of before) await run(next)
      const index = await building(base)
      const waiting = [...during]
      // Each embedded text triggers the next concurrent step.
      let turn = Promise.resolve()
      const embed: EmbedTexts = async (texts, options) => {
        const next = waiting.shift()
        if (next) {
          turn = turn.then(() => run(next))
          await turn
        }
        return embedAs(index.dims)(texts, options)
      }
      expect((await build(index, embed)).outcome).toBe('switched')
      for (const next of [{ kind: 'look' } as const, ...waiting]) await run(next)
      const { index: active } = await seen(base)
      expect(active.id).toBe(index.id)
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('resumes an interrupted build at any text, and embeds each document once', async () => {
  const base = await newBase()
  for (let index = 0; index < 30; index += 1) await base.put(`d${index}`, `Document number ${index} tells of itself.`)
  const index = await building(base)
  const embedded: string[] = []
  let outcome = ''
  for (let cut = 4; outcome !== 'switched'; cut += 3) {
    // Simulates a crash: unfinished work is lost, stored work remains.
    const killed = new AbortController()
    let calls = 0
    const embed: EmbedTexts = async (texts, options) => {
      calls += 1
      if (calls > cut) killed.abort(new Error('killed'))
      killed.signal.throwIfAborted()
      embedded.push(...texts)
      return embedAs(index.dims)(texts, options)
    }
    outcome = await build(index, embed, { signal: killed.signal }).then(
      (result) => result.outcome,
      () => 'killed',
    )
  }
  const { texts } = await seen(base)
  expect(Object.keys(texts)).toHaveLength(30)
  // Up to two other texts were in progress at the crash.
  expect(embedded.length - new Set(embedded).size).toBeLessThan(30)
  const perDocument = await database.db
    .select({ chunks: sql<number>`count(*)`.mapWith(Number) })
    .from(chunks)
    .where(eq(chunks.indexId, index.id))
    .groupBy(chunks.documentId, chunks.ordinal)
  expect(new Set(perDocument.map((row) => row.chunks))).toEqual(new Set([1]))
})

test('does not activate an index that lacks a document or is not being built', async () => {
  const base = await newBase()
  await base.put('a', 'Alpha is first.')
  const index = await building(base)
  expect(await switchIndex(database.db, index)).toEqual({ outcome: 'missing', retiredId: null })
  await database.db.update(knowledgeIndexes).set({ status: 'discarded' }).where(eq(knowledgeIndexes.id, index.id))
  expect(await switchIndex(database.db, index)).toEqual({ outcome: 'gone', retiredId: null })
  expect((await build(index)).outcome).toBe('gone')
})

test('stores into the new active index after a switch, without documents deleted meanwhile', async () => {
  const { db } = database
  const base = await newBase()
  const names = ['gone', 'kept']
  for (const name of names) await base.put(name, 'before')
  const index = await building(base)
  const isBase = eq(knowledgeBases.id, base.knowledgeBaseId)
  let storing: Promise<unknown> = Promise.resolve()
  await db.transaction(async (tx) => {
    await tx.select({ id: knowledgeBases.id }).from(knowledgeBases).where(isBase).for('update')
    storing = Promise.all(names.map((name) => base.put(name, 'after')))
    await untilBlocked(database, names.length)
    await tx.update(knowledgeBases).set({ activeIndexId: index.id }).where(isBase)
    const isGone = and(eq(documents.knowledgeBaseId, base.knowledgeBaseId), eq(documents.name, 'gone'))
    await tx.update(documents).set({ deletedAt: new Date() }).where(isGone)
  })
  await storing
  const found = await db
    .select({ name: documents.name, text: chunks.text, isNew: sql<boolean>`${chunks.indexId} = ${index.id}` })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(eq(chunks.knowledgeBaseId, base.knowledgeBaseId))
    .orderBy(documents.name, chunks.text)
  expect(found).toEqual([
    { name: 'gone', text: 'before', isNew: false },
    { name: 'kept', text: 'after', isNew: true },
    { name: 'kept', text: 'before', isNew: false },
  ])
})

test('completes the retired index before switching back to it', async () => {
  const base = await newBase()
  await base.put('a', 'Alpha is first.')
  const index = await building(base)
  const { retiredId } = await build(index)
  await base.put('a', 'Alpha is changed.')
  await base.put('b', 'Beta is new.')
  const [old] = await database.db
    .update(knowledgeIndexes)
    .set({ status: 'building' })
    .where(eq(knowledgeIndexes.id, retiredId ?? ''))
    .returning()
  if (!old) throw new Error('no retired index')
  expect((await build(old)).outcome).toBe('switched')
  expect(await seen(base)).toMatchObject({
    texts: { a: 'Alpha is changed.', b: 'Beta is new.' },
    dims: [4],
    index: { id: retiredId },
  })
})

test('waits for a decision before switching when the model rejects a document', async () => {
  const base = await newBase()
  await base.put('good', 'This is a good text.')
  await base.put('bad', 'This one is refused.')
  const index = await building(base)
  const embed: EmbedTexts = async (texts, options) => {
    if (texts.some((text) => text.includes('refused')))
      throw new AppError('INVALID_INPUT', verbatim('This text is too long.'))
    return embedAs(index.dims)(texts, options)
  }
  expect((await build(index, embed)).outcome).toBe('held')
  expect((await seen(base)).index.dims).toBe(4)
  const { db } = database
  const failed = await db.select().from(indexedDocuments).where(eq(indexedDocuments.indexId, index.id))
  expect(failed.map(({ error }) => error).toSorted()).toEqual(['This text is too long.', null])
  const options = { db, index, embed, reread: async () => {}, signal: new AbortController().signal }
  expect((await buildIndex({ ...options, untilMs: Date.now() + 60_000, withoutFailed: true })).outcome).toBe('switched')
  const [bad] = await db
    .select({ status: documents.status, error: documents.error })
    .from(documents)
    .where(and(eq(documents.name, 'bad'), eq(documents.knowledgeBaseId, base.knowledgeBaseId)))
  expect(bad).toEqual({ status: 'failed', error: 'This text is too long.' })
})

/** More chunks than one transaction deletes. */
const longText = (word: string) => Array.from({ length: 9_000 }, (_, index) => `${word}${index}`).join(' ')
const chunksIn = async ({ id }: IndexRow) =>
  (await database.db.select({ id: chunks.id }).from(chunks).where(eq(chunks.indexId, id))).length
const hiddenIn = ({ id }: IndexRow) => database.db.select().from(hiddenRuns).where(eq(hiddenRuns.indexId, id))

test('keeps no superseded chunks of a long document that the model rejects now', async () => {
  const base = await newBase()
  await base.put('a', longText('early'))
  const index = await building(base)
  const cutOff = new AbortController()
  await base.put('b', 'The last one.')
  const stop: EmbedTexts = async (texts, options) => {
    if (!texts.some((text) => text.includes('last'))) return await embedAs(index.dims)(texts, options)
    await expect
      .poll(async () => (await chunksIn(index)) > 0 && (await hiddenIn(index)).length === 0, { interval: 5 })
      .toBe(true)
    cutOff.abort(new Error('stopping'))
    throw cutOff.signal.reason
  }
  await expect(build(index, stop, { signal: cutOff.signal })).rejects.toThrow('stopping')
  expect(await chunksIn(index)).toBeGreaterThan(500)
  await base.put('a', longText('late'))
  const reject: EmbedTexts = async (texts, options) => {
    if (texts.some((text) => text.includes('late')))
      throw new AppError('INVALID_INPUT', verbatim('This text is refused.'))
    return await embedAs(index.dims)(texts, options)
  }
  expect((await build(index, reject)).outcome).toBe('held')
  expect(await chunksIn(index)).toBe(1)
  expect(await hiddenIn(index)).toEqual([])
})

test('sweeps leftovers of a crashed process before the switch', async () => {
  const { db } = database
  const base = await newBase()
  await base.put('a', 'Alpha is first.')
  const first = await building(base)
  await build(first)
  // As when somebody switches back to a complete index.
  await db.update(knowledgeIndexes).set({ status: 'building' }).where(eq(knowledgeIndexes.id, first.id))
  const [row] = await db.select().from(indexedDocuments).where(eq(indexedDocuments.indexId, first.id))
  const left = { ...first, documentId: row?.documentId ?? '', indexId: first.id }
  await hideRun(db, left, { firstNumber: 5, chunkCount: 9 })
  expect((await build(first)).outcome).toBe('switched')
  expect(await hiddenIn(first)).toEqual([])
})

test('reports a document whose chunking times out and holds the switch; includes the others', async () => {
  const base = await newBase()
  await base.put('slow', 'This one is slow to cut.')
  await base.put('good', 'This is a good text.')
  const index = await building(base)
  const cut: BuildIndexOptions['cut'] = async (document, settings) => {
    if (document.text.includes('slow'))
      throw new AppError('TIMEOUT', verbatim('This file could not be read within 60 seconds.'))
    return await cutDocument(document, settings)
  }
  expect((await build(index, undefined, { cut })).outcome).toBe('held')
  const indexed = await database.db.select().from(indexedDocuments).where(eq(indexedDocuments.indexId, index.id))
  expect(indexed.map(({ error }) => error).toSorted()).toEqual(['This file could not be read within 60 seconds.', null])
  // A model that timed out may answer in time on the next attempt.
  const failingEmbed: EmbedTexts = async () => {
    throw new AppError('TIMEOUT', verbatim('The model did not answer.'))
  }
  await base.put('good', 'This is another text.')
  await expect(build(index, failingEmbed)).rejects.toThrow('The model did not answer.')
})

test('stops the build on a vector width mismatch, and keeps the old index active', async () => {
  const base = await newBase()
  await base.put('a', 'Alpha is first.')
  const index = await building(base)
  await expect(build(index, embedAs(5))).rejects.toThrow(/vectors with 6 dimensions.* returns 5/)
  const found = await searchChunks({
    db: database.db,
    workspaceId,
    knowledgeBaseId: base.knowledgeBaseId,
    query: 'alpha',
    options: RetrievalOptions.parse({ limit: 3 }),
    embed: async (texts, options) =>
      (await embedAs(options.index.dims)(texts, options)).map((vector) => ({ vector, tokens: null })),
  })
  expect(found.passages.map(({ text }) => text)).toEqual(['Alpha is first.'])
  const [row] = await database.db
    .select({ active: knowledgeBases.activeIndexId })
    .from(knowledgeBases)
    .where(eq(knowledgeBases.id, base.knowledgeBaseId))
  expect(row?.active).not.toBe(index.id)
})

test('reuses embeddings of the same model', async () => {
  const base = await newBase()
  await base.put('a', 'Alpha is first.')
  const first = await building(base)
  await build(first)
  const second = await building(base)
  let calls = 0
  const embed: EmbedTexts = async (texts, options) => {
    calls += 1
    return embedAs(6)(texts, options)
  }
  expect((await build(second, embed)).outcome).toBe('switched')
  expect(calls).toBe(0)
})
