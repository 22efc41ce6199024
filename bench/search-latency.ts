// How long a search takes: npm run bench:search -- [--sizes 10000,100000] [--databases embedded,postgres] (build first; needs the public questions)
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { RetrievalOptions } from '@/lib/core/retrieval-options'
import type { Database } from '@/lib/db/database'
import { migrateDatabase } from '@/lib/db/migrate'
import { type OpenDatabase, openEmbedded, openPostgres } from '@/lib/db/open-database'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import { type Chunk, searchableText } from '@/lib/rag/chunk/chunk'
import { chunkDocument } from '@/lib/rag/chunk/chunk-document'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { insertChunks } from '@/lib/rag/insert-chunks'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { ensureVectorIndex } from '@/lib/rag/search/vector-index'
import { embedCached, readPassages, readQuestions } from './retrieval-data'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    databases: { type: 'string', default: 'embedded,postgres' },
    searches: { type: 'string', default: '300' },
  },
})
const chunks = readPassages().flatMap(({ title, text }) =>
  chunkDocument({ document: { title, text, pages: [], sections: [] }, countTokens }),
)
const vectors = await embedCached('chunks', chunks.map(searchableText))
const questions = readQuestions().filter(({ answerable }) => answerable)
const asked = await embedCached(
  'questions',
  questions.map(({ question }) => question),
)

/** Different every time, so that repeated texts neither tie nor fall together in the index. */
function vary(chunk: Chunk, vector: Float32Array, round: number, index: number) {
  if (round === 0) return { ...chunk, ordinal: index, embedding: vector }
  const words = chunk.text.split(' ')
  const turn = (round * 7) % Math.max(1, words.length)
  const text = [...words.slice(turn), ...words.slice(0, turn)].join(' ')
  const noisy = vector.map((value, dim) => value + 0.04 * Math.sin((index + 1) * (dim + 1) * (round + 1)))
  const norm = Math.hypot(...noisy)
  return { ...chunk, text, end: text.length, ordinal: index, embedding: noisy.map((value) => value / norm) }
}

async function fill(db: Database, size: number) {
  const workspaceId = newId()
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'Bench', '')`)
  const { knowledgeBaseId, indexId } = await createKnowledgeBase(db, { workspaceId, name: 'Bench' })
  const documentId = newId()
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
    values (${documentId}, ${workspaceId}, ${knowledgeBaseId}, 'all', 'text/plain', 1, '', ${newId()}, 'ready')`)
  const owner = { workspaceId, knowledgeBaseId, indexId, documentId }
  for (let start = 0; start < size; start += 1_000) {
    const part = Array.from({ length: Math.min(1_000, size - start) }, (_, offset) => {
      const index = start + offset
      const place = index % chunks.length
      const [chunk, vector] = [chunks[place], vectors[place]]
      return chunk && vector ? [vary(chunk, vector, Math.floor(index / chunks.length), index)] : []
    }).flat()
    await db.transaction((tx) => insertChunks(tx, owner, part))
  }
  return { workspaceId, knowledgeBaseId }
}

async function measure({ orm: db, kind }: OpenDatabase, size: number): Promise<void> {
  const startMs = performance.now()
  const scope = await fill(db, size)
  const filledMs = performance.now()
  await ensureVectorIndex(db, 384, kind)
  await db.execute(sql`analyze chunks`)
  const indexedMs = performance.now()
  const durations: number[] = []
  const count = Number(values.searches)
  for (let index = 0; index < count + 20; index += 1) {
    const place = (index * 7) % questions.length
    const [question, vector] = [questions[place], asked[place]]
    if (!question || !vector) continue
    const beganMs = performance.now()
    await searchChunks({
      ...{ db, ...scope, query: question.question, embed: async () => [vector] },
      options: RetrievalOptions.parse({ limit: 5 }),
    })
    if (index >= 20) durations.push(performance.now() - beganMs)
  }
  durations.sort((a, b) => a - b)
  const at = (share: number) => (durations[Math.floor(durations.length * share)] ?? 0).toFixed(0)
  console.log(
    `${kind}, ${size} chunks: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${count} searches, without embedding); ` +
      `filled in ${((filledMs - startMs) / 1000).toFixed(0)} s, index in ${((indexedMs - filledMs) / 1000).toFixed(0)} s, load ${os.loadavg()[0]?.toFixed(1)}`,
  )
}

for (const name of values.databases.split(',')) {
  for (const size of values.sizes.split(',').map(Number)) {
    if (name === 'embedded') {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-latency-'))
      const database = await openEmbedded(folder)
      await migrateDatabase(database)
      await measure(database, size)
      await database.close()
      rmSync(folder, { recursive: true, force: true })
      continue
    }
    const { startPostgres } = await import('../scripts/services.mjs')
    const postgres = await startPostgres()
    if (!postgres) throw new Error('There is no PostgreSQL with pgvector.')
    const database = await openPostgres(postgres.url)
    await migrateDatabase(database)
    await measure(database, size)
    await database.close()
    postgres.stop()
  }
}
