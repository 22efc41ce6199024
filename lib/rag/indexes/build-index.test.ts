import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { chunks, documents, knowledgeBases, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { untilBlocked } from '@/lib/db/testing/until-blocked'
import { searchChunks } from '../search/search-chunks'
import type { EmbedTexts } from './embed-passages'
import { switchIndex } from './switch-index'
import { embedAs, openRebuildDatabase, type RebuildDatabase } from './testing/rebuild-database'

let rebuild: RebuildDatabase

beforeAll(async () => {
  rebuild = await openRebuildDatabase()
})
afterAll(() => rebuild.database.close())

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
      const base = await rebuild.newBase()
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
        const { texts, dims, index } = await rebuild.readActive(base)
        expect(texts).toEqual(expected)
        expect(dims).toEqual(Object.keys(expected).length > 0 ? [index.dims] : [])
      }
      for (const next of before) await run(next)
      const index = await rebuild.addIndex(base)
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
      expect((await rebuild.build(index, embed)).outcome).toBe('switched')
      for (const next of [{ kind: 'look' } as const, ...waiting]) await run(next)
      const { index: active } = await rebuild.readActive(base)
      expect(active.id).toBe(index.id)
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('resumes an interrupted build at any text, and embeds each document once', async () => {
  const base = await rebuild.newBase()
  for (let index = 0; index < 30; index += 1) await base.put(`d${index}`, `Document number ${index} tells of itself.`)
  const index = await rebuild.addIndex(base)
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
    outcome = await rebuild.build(index, embed, { signal: killed.signal }).then(
      (result) => result.outcome,
      () => 'killed',
    )
  }
  const { texts } = await rebuild.readActive(base)
  expect(Object.keys(texts)).toHaveLength(30)
  // Up to two other texts were in progress at the crash.
  expect(embedded.length - new Set(embedded).size).toBeLessThan(30)
  const perDocument = await rebuild.database.db
    .select({ chunks: sql<number>`count(*)`.mapWith(Number) })
    .from(chunks)
    .where(eq(chunks.indexId, index.id))
    .groupBy(chunks.documentId, chunks.ordinal)
  expect(new Set(perDocument.map((row) => row.chunks))).toEqual(new Set([1]))
})

test('does not activate an index that lacks a document or is not being built', async () => {
  const base = await rebuild.newBase()
  await base.put('a', 'Alpha is first.')
  const index = await rebuild.addIndex(base)
  expect(await switchIndex(rebuild.database.db, index)).toEqual({ outcome: 'missing', retiredId: null })
  await rebuild.database.db
    .update(knowledgeIndexes)
    .set({ status: 'discarded' })
    .where(eq(knowledgeIndexes.id, index.id))
  expect(await switchIndex(rebuild.database.db, index)).toEqual({ outcome: 'gone', retiredId: null })
  expect((await rebuild.build(index)).outcome).toBe('gone')
})

test('stores into the new active index after a switch, without documents deleted meanwhile', async () => {
  const { db } = rebuild.database
  const base = await rebuild.newBase()
  const names = ['gone', 'kept']
  for (const name of names) await base.put(name, 'before')
  const index = await rebuild.addIndex(base)
  const isBase = eq(knowledgeBases.id, base.knowledgeBaseId)
  let storing: Promise<unknown> = Promise.resolve()
  await db.transaction(async (tx) => {
    await tx.select({ id: knowledgeBases.id }).from(knowledgeBases).where(isBase).for('update')
    storing = Promise.all(names.map((name) => base.put(name, 'after')))
    await untilBlocked(rebuild.database, names.length)
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
  const base = await rebuild.newBase()
  await base.put('a', 'Alpha is first.')
  const index = await rebuild.addIndex(base)
  const { retiredId } = await rebuild.build(index)
  await base.put('a', 'Alpha is changed.')
  await base.put('b', 'Beta is new.')
  const [old] = await rebuild.database.db
    .update(knowledgeIndexes)
    .set({ status: 'building' })
    .where(eq(knowledgeIndexes.id, retiredId ?? ''))
    .returning()
  if (!old) throw new Error('no retired index')
  expect((await rebuild.build(old)).outcome).toBe('switched')
  expect(await rebuild.readActive(base)).toMatchObject({
    texts: { a: 'Alpha is changed.', b: 'Beta is new.' },
    dims: [4],
    index: { id: retiredId },
  })
})

test('stops the build on a vector width mismatch, and keeps the old index active', async () => {
  const base = await rebuild.newBase()
  await base.put('a', 'Alpha is first.')
  const index = await rebuild.addIndex(base)
  await expect(rebuild.build(index, embedAs(5))).rejects.toThrow(/vectors with 6 dimensions.* returns 5/)
  const found = await searchChunks({
    db: rebuild.database.db,
    workspaceId: rebuild.workspaceId,
    knowledgeBaseId: base.knowledgeBaseId,
    query: 'alpha',
    options: RetrievalOptions.parse({ limit: 3 }),
    embed: async (texts, options) =>
      (await embedAs(options.index.dims)(texts, options)).map((vector) => ({ vector, tokens: null })),
  })
  expect(found.passages.map(({ text }) => text)).toEqual(['Alpha is first.'])
  const [row] = await rebuild.database.db
    .select({ active: knowledgeBases.activeIndexId })
    .from(knowledgeBases)
    .where(eq(knowledgeBases.id, base.knowledgeBaseId))
  expect(row?.active).not.toBe(index.id)
})

test('reuses embeddings of the same model', async () => {
  const base = await rebuild.newBase()
  await base.put('a', 'Alpha is first.')
  const first = await rebuild.addIndex(base)
  await rebuild.build(first)
  const second = await rebuild.addIndex(base)
  let calls = 0
  const embed: EmbedTexts = async (texts, options) => {
    calls += 1
    return embedAs(6)(texts, options)
  }
  expect((await rebuild.build(second, embed)).outcome).toBe('switched')
  expect(calls).toBe(0)
})
