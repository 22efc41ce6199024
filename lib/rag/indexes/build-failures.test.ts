import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { chunks, documents, hiddenRuns, indexedDocuments, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { cutDocument } from '../ingest/cut-document'
import { hideRun } from '../ingest/hidden-chunks'
import type { BuildIndexOptions } from './build-index'
import type { EmbedTexts } from './embed-passages'
import type { IndexRow } from './read-indexes'
import { embedAs, openRebuildDatabase, type RebuildDatabase } from './testing/rebuild-database'

let rebuild: RebuildDatabase

beforeAll(async () => {
  rebuild = await openRebuildDatabase()
})
afterAll(() => rebuild.database.close())

test('waits for a decision before switching when the model rejects a document', async () => {
  const base = await rebuild.newBase()
  await base.put('good', 'This is a good text.')
  await base.put('bad', 'This one is refused.')
  const index = await rebuild.addIndex(base)
  const embed: EmbedTexts = async (texts, options) => {
    if (texts.some((text) => text.includes('refused')))
      throw new AppError('INVALID_INPUT', verbatim('This text is too long.'))
    return embedAs(index.dims)(texts, options)
  }
  expect((await rebuild.build(index, embed)).outcome).toBe('held')
  expect((await rebuild.readActive(base)).index.dims).toBe(4)
  const { db } = rebuild.database
  const failed = await db.select().from(indexedDocuments).where(eq(indexedDocuments.indexId, index.id))
  expect(failed.map(({ error }) => error).toSorted()).toEqual(['This text is too long.', null])
  expect((await rebuild.build(index, embed, { withoutFailed: true })).outcome).toBe('switched')
  const [bad] = await db
    .select({ status: documents.status, error: documents.error })
    .from(documents)
    .where(and(eq(documents.name, 'bad'), eq(documents.knowledgeBaseId, base.knowledgeBaseId)))
  expect(bad).toEqual({ status: 'failed', error: 'This text is too long.' })
})

test('reports a document whose chunking times out and holds the switch; includes the others', async () => {
  const base = await rebuild.newBase()
  await base.put('slow', 'This one is slow to cut.')
  await base.put('good', 'This is a good text.')
  const index = await rebuild.addIndex(base)
  const cut: BuildIndexOptions['cut'] = async (document, settings) => {
    if (document.text.includes('slow'))
      throw new AppError('TIMEOUT', verbatim('This file could not be read within 60 seconds.'))
    return await cutDocument(document, settings)
  }
  expect((await rebuild.build(index, undefined, { cut })).outcome).toBe('held')
  const indexed = await rebuild.database.db
    .select()
    .from(indexedDocuments)
    .where(eq(indexedDocuments.indexId, index.id))
  expect(indexed.map(({ error }) => error).toSorted()).toEqual(['This file could not be read within 60 seconds.', null])
  // A model that timed out may answer in time on the next attempt.
  const failingEmbed: EmbedTexts = async () => {
    throw new AppError('TIMEOUT', verbatim('The model did not answer.'))
  }
  await base.put('good', 'This is another text.')
  await expect(rebuild.build(index, failingEmbed)).rejects.toThrow('The model did not answer.')
})

/** More chunks than one transaction deletes. */
const longText = (word: string) => Array.from({ length: 9_000 }, (_, index) => `${word}${index}`).join(' ')
const chunksIn = async ({ id }: IndexRow) =>
  (await rebuild.database.db.select({ id: chunks.id }).from(chunks).where(eq(chunks.indexId, id))).length
const hiddenIn = ({ id }: IndexRow) => rebuild.database.db.select().from(hiddenRuns).where(eq(hiddenRuns.indexId, id))

test('keeps no superseded chunks of a long document that the model rejects now', async () => {
  const base = await rebuild.newBase()
  await base.put('a', longText('early'))
  const index = await rebuild.addIndex(base)
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
  await expect(rebuild.build(index, stop, { signal: cutOff.signal })).rejects.toThrow('stopping')
  expect(await chunksIn(index)).toBeGreaterThan(500)
  await base.put('a', longText('late'))
  const reject: EmbedTexts = async (texts, options) => {
    if (texts.some((text) => text.includes('late')))
      throw new AppError('INVALID_INPUT', verbatim('This text is refused.'))
    return await embedAs(index.dims)(texts, options)
  }
  expect((await rebuild.build(index, reject)).outcome).toBe('held')
  expect(await chunksIn(index)).toBe(1)
  expect(await hiddenIn(index)).toEqual([])
})

test('sweeps leftovers of a crashed process before the switch', async () => {
  const { db } = rebuild.database
  const base = await rebuild.newBase()
  await base.put('a', 'Alpha is first.')
  const first = await rebuild.addIndex(base)
  await rebuild.build(first)
  // As when somebody switches back to a complete index.
  await db.update(knowledgeIndexes).set({ status: 'building' }).where(eq(knowledgeIndexes.id, first.id))
  const [row] = await db.select().from(indexedDocuments).where(eq(indexedDocuments.indexId, first.id))
  const left = { ...first, documentId: row?.documentId ?? '', indexId: first.id }
  await hideRun(db, left, { firstNumber: 5, chunkCount: 9 })
  expect((await rebuild.build(first)).outcome).toBe('switched')
  expect(await hiddenIn(first)).toEqual([])
})
