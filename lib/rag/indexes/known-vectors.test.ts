import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { chunkSketches, chunks, documents } from '@/lib/db/schema/knowledge'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { indexDocument } from '../ingest/index-document'
import { createKnowledgeBase } from './create-knowledge-base'
import type { EmbedTexts } from './embed-passages'

let database: TestDatabase
const workspaces = [newId(), newId()]
beforeAll(async () => {
  database = await openTestDatabase()
  for (const id of workspaces)
    await database.db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${id}, 'W', '')`)
})
afterAll(() => database.close())

/** Two models, one of them in two widths. */
const MODELS = [
  { embedderHash: 'one', dims: 2 },
  { embedderHash: 'two', dims: 2 },
  { embedderHash: 'one', dims: 3 },
]
/** The second one is stored in parts. */
const TEXTS = [
  'Close the valve.',
  Array.from({ length: 110 }, (_, index) => `Valve ${index} is closed by hand.`).join('\n\n'),
  'Open the valve.',
]

/** A vector that identifies its workspace, model and text. */
function identifyingVector(workspaceId: string, { embedderHash, dims }: (typeof MODELS)[number], text: string) {
  const hash = createHash('sha256').update([workspaceId, embedderHash, dims, text].join('|')).digest()
  return Array.from({ length: dims }, (_, index) => hash.readUInt16BE(index * 2))
}

async function newBase(workspaceId: string, model: (typeof MODELS)[number]) {
  const created = await createKnowledgeBase(database.db, { workspaceId, name: 'K', index: model })
  const vectorOf = (text: string) => identifyingVector(workspaceId, model, text)
  return { ...created, workspaceId, vectorOf, ids: [newId(), newId(), newId()], titles: new Set<string>() }
}
type Base = Awaited<ReturnType<typeof newBase>>

/** A local model that records its requests. */
function modelOf({ vectorOf }: Base) {
  const requested = new Set<string>()
  const embed: EmbedTexts = async (texts) => {
    for (const text of texts) requested.add(text)
    return texts.map((text) => Float32Array.from(vectorOf(text)))
  }
  embed.passages = async (passages, options) => {
    const texts = passages.map(({ text }) => text)
    const vectors = await embed(texts, options)
    return vectors.map((vector, index) => ({ vector, signs: Buffer.from(vectorOf(texts[index] ?? '').join(',')) }))
  }
  return { requested, embed }
}

/** Puts a document into its base in its current state. @returns number of chunks that were not embedded for that */
async function put(base: Base, id: string, name: string, text: string, title: string): Promise<number> {
  const { workspaceId, knowledgeBaseId } = base
  const file = { name: `${id}/${name}`, mimeType: 'text/plain' }
  await database.db
    .insert(documents)
    .values({ ...file, id, workspaceId, knowledgeBaseId, sizeBytes: 1, sha256: '', fileId: newId(), status: 'queued' })
    .onConflictDoUpdate({ target: documents.id, set: { name: file.name, deletedAt: null } })
  const rest = { pages: [], sections: [], language: 'en', properties: {}, notices: [], shape: 'prose' as const }
  const { requested, embed } = modelOf(base)
  await indexDocument({
    db: database.db,
    document: { id, workspaceId, knowledgeBaseId, ...file },
    parsed: { ...rest, text, title },
    embedFor: () => embed,
  })
  const { context, embedding } = chunks
  const stored = await database.db
    .select({ text: chunks.text, context, embedding, signs: chunkSketches.signs })
    .from(chunks)
    .leftJoin(chunkSketches, eq(chunkSketches.chunkId, chunks.id))
    .where(eq(chunks.documentId, id))
  expect(stored.length).toBeGreaterThan(0)
  // A name used as title may have been different when the text was embedded.
  const titles = title === REAL_TITLE ? [title] : [...base.titles.add(title)]
  for (const chunk of stored) {
    expect(chunk.context).toBe(title)
    const possible = titles.map((was) => base.vectorOf(`${was}\n${chunk.text}`).join(','))
    expect(possible).toContain(chunk.embedding?.join(','))
    expect(chunk.embedding?.join(',')).toBe(Buffer.from(chunk.signs ?? []).toString())
  }
  return stored.filter((chunk) => !requested.has(`${title}\n${chunk.text}`)).length
}

const REAL_TITLE = 'Of the text itself'
const Step = fc.record({
  at: fc.nat(5),
  slot: fc.nat(2),
  which: fc.nat(2),
  title: fc.constantFrom('valves', 'pumps', REAL_TITLE),
  isBinned: fc.boolean(),
})

test('keeps vectors tied to their workspace, model, width and text through additions, renames, changes and deletions', async () => {
  let calls = 0
  const steps = fc.array(Step, { minLength: 4, maxLength: 14 })
  const property = fc.asyncProperty(steps, async (done) => {
    const bases = await Promise.all(
      workspaces.flatMap((workspaceId) => MODELS.map((model) => newBase(workspaceId, model))),
    )
    for (const base of bases) base.titles.add(REAL_TITLE)
    for (const { at, slot, which, title, isBinned } of done) {
      const base = bases[at] as Base
      const id = base.ids[slot] as string
      calls += await put(base, id, title === REAL_TITLE ? 'file.txt' : `${title}.txt`, TEXTS[which] as string, title)
      if (isBinned) await database.db.update(documents).set({ deletedAt: new Date() }).where(eq(documents.id, id))
    }
  })
  await fc.assert(property, { numRuns: 10 })
  expect(calls).toBeGreaterThan(0)
})
