// How long a search takes: npm run bench:knowledge -- speed [--sizes embedded:20000,postgres:100000] [--searches 200]
import os from 'node:os'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { RetrievalOptions } from '@/lib/core/retrieval-options'
import type { OpenDatabase } from '@/lib/db/open-database'
import { documentCondition } from '@/lib/rag/search/document-condition'
import { findByVector } from '@/lib/rag/search/find-by-vector'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { toWeightedTerms } from '@/lib/rag/search/term-query'
import { ensureVectorIndex } from '@/lib/rag/search/vector-index'
import { compactWords } from '@/lib/rag/words/compact-words'
import { findByWords } from '@/lib/rag/words/find-by-words'
import { readQuestionWords } from '@/lib/rag/words/question-words'
import { embedCached, readQuestions } from '../retrieval-data'
import { withDatabase } from './databases'
import { addDocument, type Filled, fillChunks, readMaterial } from './fill'

const { values } = parseArgs({
  strict: false,
  args: process.argv.slice(2),
  options: {
    sizes: { type: 'string', default: 'embedded:20000,postgres:100000' },
    searches: { type: 'string', default: '200' },
    data: { type: 'string' },
  },
})
const WARM_UP = 20
const searches = Number(values.searches)
const material = await readMaterial()
const questions = readQuestions().filter(({ answerable }) => answerable)
const asked = await embedCached(
  'questions',
  questions.map(({ question }) => question),
)

type Ask = (question: string, vector: Float32Array) => Promise<unknown>

/** The middle one and the twentieth part from the top, in milliseconds. */
async function time(ask: Ask): Promise<{ p50: number; p95: number }> {
  const durations: number[] = []
  for (let index = 0; index < searches + WARM_UP; index += 1) {
    const place = (index * 7) % questions.length
    const [question, vector] = [questions[place], asked[place]]
    if (!question || !vector) continue
    const beganMs = performance.now()
    await ask(question.question, vector)
    if (index >= WARM_UP) durations.push(performance.now() - beganMs)
  }
  return percentiles(durations)
}

function percentiles(durations: number[]): { p50: number; p95: number } {
  durations.sort((a, b) => a - b)
  const at = (share: number) => durations[Math.floor(durations.length * share)] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

function waysOf({ orm: db }: OpenDatabase, filled: Filled, chunkCount: number): [string, Ask][] {
  const scope = { ...filled, ...documentCondition(null, []) }
  const full = (options: object, viewer: string[] | null = null): Ask => {
    const parsed = RetrievalOptions.parse({ limit: 10, ...options })
    return (query, vector) =>
      searchChunks({ db, ...filled, query, viewer, options: parsed, embed: async () => [vector] })
  }
  const where = (field: string, value: string) => ({ filters: { conditions: [{ field, value }] } })
  const fused = { rerank: { by: 'none' } }
  return [
    ['plain vector query', (_, vector) => findByVector(db, { scope, vector, limit: 50, chunkCount, allowed: null })],
    [
      'words alone',
      async (query, vector) => {
        const asked = { query, languages: [], terms: toWeightedTerms(query) }
        const { words, terms } = await readQuestionWords(db, scope, asked, null)
        return findByWords(db, { scope, words, terms, limit: 50, vector, allowed: null })
      },
    ],
    ['both, fused', full(fused)],
    ['fused, end user', full(fused, ['user:x', 'group:y'])],
    ['fused, filter 10 %', full({ ...fused, ...where('share', '1') })],
    ['fused, filter 1 %', full({ ...fused, ...where('rare', 'true') })],
    ['fused and put in order', full({})],
  ]
}

/** Fifty ask one question after the other while 5,000 chunks come in. */
async function concurrent({ orm: db }: OpenDatabase, filled: Filled, size: number): Promise<void> {
  const options = RetrievalOptions.parse({ limit: 10 })
  const chats = async (until: () => boolean) => {
    const durations: number[] = []
    const chat = async (number: number) => {
      for (let turn = 0; !until(); turn += 1) {
        const place = (number * 31 + turn * 7) % questions.length
        const vector = asked[place] ?? new Float32Array(384)
        const beganMs = performance.now()
        const query = questions[place]?.question ?? ''
        await searchChunks({ db, ...filled, query, viewer: null, options, embed: async () => [vector] })
        durations.push(performance.now() - beganMs)
      }
    }
    await Promise.all(Array.from({ length: 50 }, (_, number) => chat(number)))
    return percentiles(durations)
  }
  const endMs = performance.now() + 10_000
  const alone = await chats(() => performance.now() > endMs)
  let isDone = false
  const beganMs = performance.now()
  const ingest = async () => {
    for (let start = size; start < size + 5_000; start += 500) await addDocument(db, filled, material, start, 500)
    isDone = true
  }
  const [during] = await Promise.all([chats(() => isDone), ingest()])
  const seconds = (performance.now() - beganMs) / 1_000
  console.log(
    `50 chats: p50 ${alone.p50.toFixed(0)} ms, p95 ${alone.p95.toFixed(0)} ms; while 5,000 chunks come in (${seconds.toFixed(1)} s): p50 ${during.p50.toFixed(0)} ms, p95 ${during.p95.toFixed(0)} ms (x${(during.p95 / alone.p95).toFixed(2)})`,
  )
}

for (const wish of String(values.sizes).split(',')) {
  const [kind = 'embedded', count = '20000'] = wish.split(':')
  const size = Number(count)
  await withDatabase(kind, async (database) => {
    const startMs = performance.now()
    const filled = await fillChunks(database.orm, material, size)
    const filledMs = performance.now()
    await ensureVectorIndex(database.orm, 384, database.kind)
    const indexedMs = performance.now()
    await compactWords(database.orm, filled)
    await database.orm.execute(sql`analyze chunks`)
    await database.orm.execute(sql`analyze documents`)
    const seconds = (from: number, to: number) => ((to - from) / 1_000).toFixed(0)
    console.log(
      `${kind}, ${size} chunks: stored in ${seconds(startMs, filledMs)} s, vectors indexed in ${seconds(filledMs, indexedMs)} s, words merged in ${seconds(indexedMs, performance.now())} s; load ${os.loadavg()[0]?.toFixed(1)}`,
    )
    let plain = 0
    for (const [name, ask] of waysOf(database, filled, size)) {
      const { p50, p95 } = await time(ask)
      plain ||= p50
      console.log(
        `  ${name.padEnd(24)} p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  x${(p50 / plain).toFixed(2)}`,
      )
    }
    await concurrent(database, filled, size)
  })
}
