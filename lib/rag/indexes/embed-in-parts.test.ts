import { count, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import {
  chunkSketches,
  chunks,
  documents,
  embeddedTexts,
  knowledgeBases,
  knowledgeIndexes,
} from '@/lib/db/schema/knowledge'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import type { CutText } from '@/lib/models/builtin/embedder-protocol'
import { indexDocument } from '../ingest/index-document'
import { createKnowledgeBase } from './create-knowledge-base'
import { TEXTS_PER_PART } from './embed-in-parts'
import type { EmbedTexts } from './embed-passages'

let database: TestDatabase
const workspaceId = newId()
beforeAll(async () => {
  database = await openTestDatabase()
  await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'W', '')`)
})
afterAll(() => database.close())

const PARTS = 5
const sentences = Array.from(
  { length: TEXTS_PER_PART * PARTS - 7 },
  (_, index) => `# Part ${index}\n\nMachine part ${index} is made of steel.`,
)
const parsed = (text: string) => {
  const sections = [...text.matchAll(/# Part \d+/g)].map(({ 0: title, index }) => ({
    level: 1,
    title,
    start: index,
    contentStart: index + title.length,
  }))
  const rest = { title: 'Machine', pages: [], language: 'en', properties: {}, notices: [], shape: 'prose' as const }
  return { ...rest, text, sections }
}

async function newDocument() {
  const { knowledgeBaseId } = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: { dims: 2 } })
  const id = newId()
  await database.db.insert(documents).values({
    id,
    workspaceId,
    knowledgeBaseId,
    name: 'm.md',
    mimeType: 'text/markdown',
    sizeBytes: 1,
    sha256: '',
    fileId: newId(),
    status: 'queued',
  })
  const run = (embed: EmbedTexts, text = sentences.join('\n\n')) =>
    indexDocument({
      db: database.db,
      document: { id, workspaceId, knowledgeBaseId, mimeType: 'text/markdown' },
      parsed: parsed(text),
      embedFor: () => embed,
    })
  return { id, run }
}

const vectorOf = (text: string) => Float32Array.of(text.length, Number(/Part (\d+)/.exec(text)?.[1]))
const storedCount = async (id: string) =>
  (await database.db.select({ n: count() }).from(embeddedTexts).where(eq(embeddedTexts.documentId, id)))[0]?.n

/** A model that counts requests and fails at one of the parts, like a killed process. */
function model(breaksAt: number) {
  const embedded: string[] = []
  const embed: EmbedTexts = async (texts) => {
    if (embedded.length >= breaksAt * TEXTS_PER_PART) throw new Error('killed')
    embedded.push(...texts)
    return texts.map(vectorOf)
  }
  return { embeddedTexts: embedded, embed }
}

test.each([1, 2, 4])(
  'resumes at part %i of a long document, embedding and storing each text once',
  async (breaksAt) => {
    const { id, run } = await newDocument()
    const first = model(breaksAt)
    await expect(run(first.embed)).rejects.toThrow('killed')
    expect(await storedCount(id)).toBe(breaksAt * TEXTS_PER_PART)
    expect(await database.db.$count(chunks, eq(chunks.documentId, id))).toBe(0)
    const second = model(PARTS)
    const progress: number[] = []
    await run(async (texts, options) => {
      const vectors = await second.embed(texts, options)
      options.onProgress?.(texts.length, texts.length)
      progress.push(texts.length)
      return vectors
    })
    expect(new Set([...first.embeddedTexts, ...second.embeddedTexts]).size).toBe(sentences.length)
    expect(first.embeddedTexts.length + second.embeddedTexts.length).toBe(sentences.length)
    const rows = await database.db
      .select({ ordinal: chunks.ordinal, text: chunks.text, headings: chunks.headings, embedding: chunks.embedding })
      .from(chunks)
      .where(eq(chunks.documentId, id))
      .orderBy(chunks.ordinal)
    expect(rows.map(({ ordinal }) => ordinal)).toEqual(sentences.map((_, index) => index))
    for (const { ordinal, text, embedding } of rows) {
      expect(text).toBe(`Machine part ${ordinal} is made of steel.`)
      expect(embedding?.[1]).toBe(ordinal)
    }
    expect(await storedCount(id)).toBe(0)
  },
)

test('completes when another process stores the same document: every chunk once, with its vector', async () => {
  const { id, run } = await newDocument()
  const [slow, quick] = [model(PARTS), model(PARTS)]
  await run(async (texts, options) => {
    const vectors = await slow.embed(texts, options)
    // Releases the cached vectors, including those that the slow process has cached so far.
    if (slow.embeddedTexts.length === sentences.length) await run(quick.embed)
    return vectors
  })
  expect([slow.embeddedTexts.length, quick.embeddedTexts.length]).toEqual([sentences.length, TEXTS_PER_PART - 7])
  const rows = await database.db
    .select({ ordinal: chunks.ordinal, embedding: chunks.embedding })
    .from(chunks)
    .where(eq(chunks.documentId, id))
    .orderBy(chunks.ordinal)
  expect(rows.map(({ ordinal, embedding }) => [ordinal, embedding?.[1]])).toEqual(
    sentences.map((_, index) => [index, index]),
  )
  expect(await storedCount(id)).toBe(0)
})

test('stores a long document in the active index when its index is replaced and deleted meanwhile', async () => {
  const { id, run } = await newDocument()
  const { db } = database
  const { embeddedTexts, embed } = model(2 * PARTS)
  const next = newId()
  await run(async (texts, options) => {
    if (embeddedTexts.length === TEXTS_PER_PART) {
      const [document] = await db.select().from(documents).where(eq(documents.id, id))
      const base = eq(knowledgeBases.id, document?.knowledgeBaseId ?? '')
      const [old] = await db
        .select()
        .from(knowledgeIndexes)
        .where(eq(knowledgeIndexes.knowledgeBaseId, document?.knowledgeBaseId ?? ''))
      if (!old) throw new Error('no index')
      await db.update(knowledgeIndexes).set({ status: 'retired' }).where(eq(knowledgeIndexes.id, old.id))
      await db.insert(knowledgeIndexes).values({ ...old, id: next })
      await db.update(knowledgeBases).set({ activeIndexId: next }).where(base)
      await db.delete(knowledgeIndexes).where(eq(knowledgeIndexes.id, old.id))
    }
    return embed(texts, options)
  })
  expect(await db.$count(chunks, eq(chunks.indexId, next))).toBe(sentences.length)
  expect(await storedCount(id)).toBe(0)
})

test('embeds repeated texts of a long document once', async () => {
  const { id, run } = await newDocument()
  const { embeddedTexts, embed } = model(PARTS)
  const text = sentences
    .map((_, index) => `# Part ${index % 3}\n\nMachine part ${index % 3} is made of steel.`)
    .join('\n\n')
  await run(embed, text)
  expect(embeddedTexts).toHaveLength(3)
  expect(await database.db.$count(chunks, eq(chunks.documentId, id))).toBe(sentences.length)
})

test('caches nothing for a short document, and keeps a deleted document deleted', async () => {
  const { id, run } = await newDocument()
  const ingestion = run(async (texts) => {
    await database.db.delete(documents).where(eq(documents.id, id))
    return texts.map(vectorOf)
  })
  await expect(ingestion).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await storedCount(id)).toBe(0)
})

/** A local model that keeps two bytes per sentence: its position and length. */
function ownModel(breaksAt = PARTS) {
  const embeddedTexts: CutText[] = []
  const passages: EmbedTexts['passages'] = async (texts) => {
    if (embeddedTexts.length >= breaksAt * TEXTS_PER_PART) throw new Error('killed')
    embeddedTexts.push(...texts)
    return texts.map(({ text, cuts }) => ({
      vector: vectorOf(text),
      signs: Uint8Array.from(cuts.flatMap((from, index) => [index, (cuts[index + 1] ?? text.length) - from])),
    }))
  }
  const embed: EmbedTexts = Object.assign(async () => [], { passages })
  return { embeddedTexts, embed }
}

const signsOf = (id: string) =>
  database.db
    .select({ ordinal: chunks.ordinal, text: chunks.text, signs: chunkSketches.signs })
    .from(chunks)
    .leftJoin(chunkSketches, eq(chunkSketches.chunkId, chunks.id))
    .where(eq(chunks.documentId, id))
    .orderBy(chunks.ordinal)

test('stores and removes sentence sketches with their chunks, even after an interruption', async () => {
  const { id, run } = await newDocument()
  const first = ownModel(2)
  await expect(run(first.embed)).rejects.toThrow('killed')
  const second = ownModel()
  await run(second.embed)
  expect(first.embeddedTexts.length + second.embeddedTexts.length).toBe(sentences.length)
  const rows = await signsOf(id)
  expect(rows).toHaveLength(sentences.length)
  for (const { text, signs } of rows) expect([...(signs ?? [])]).toEqual([0, text.length])
  // The context precedes the first sentence and belongs to none.
  for (const { text, cuts } of second.embeddedTexts)
    expect(text.slice(cuts[0])).toMatch(/^Machine part \d+ is made of steel\.$/)
  await database.db.delete(documents).where(eq(documents.id, id))
  expect(await database.db.$count(chunkSketches)).toBe(0)
})

test('embeds chunks without sketches again, if the model provides sketches', async () => {
  const { run, id } = await newDocument()
  const before = model(PARTS)
  await run(before.embed)
  expect((await signsOf(id)).every(({ signs }) => signs === null)).toBe(true)
  const second = model(PARTS)
  await run(second.embed)
  expect(second.embeddedTexts).toEqual([])
  const [own, twice] = [ownModel(), ownModel()]
  await run(own.embed)
  expect(own.embeddedTexts).toHaveLength(sentences.length)
  await run(twice.embed)
  expect(twice.embeddedTexts).toEqual([])
  expect((await signsOf(id)).every(({ signs }) => signs?.length === 2)).toBe(true)
})
