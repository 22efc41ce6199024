// Measures the duration of a search: npm run bench:knowledge -- speed [--sizes embedded:20000,postgres:100000] [--searches 200]
// A million chunks, whose index of vectors takes minutes to build: --sizes postgres:1000000
import os from 'node:os'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { OpenDatabase } from '@/lib/db/database'
import type { EmbeddedText } from '@/lib/models/builtin/embedder-protocol'
import { documentCondition } from '@/lib/rag/search/document-condition'
import { openSearch } from '@/lib/rag/search/open-search'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { findByVector } from '@/lib/rag/vectors/find-by-vector'
import { ensureVectorIndex } from '@/lib/rag/vectors/vector-index'
import { readQuestions } from '../retrieval-data'
import { concurrent } from './concurrent'
import { withDatabase } from './databases'
import { type Filled, fillChunks, readMaterial } from './fill'
import { plainQuery } from './plain-query'
import { embedQuestions } from './questions'
import { backendMs, percentile, processMs } from './times'

const { values } = parseArgs({
  strict: false,
  args: process.argv.slice(2),
  options: {
    sizes: { type: 'string', default: 'embedded:20000,postgres:100000' },
    searches: { type: 'string', default: '200' },
    data: { type: 'string' },
  },
})
/** Each of ten connections must have run every statement. */
const WARM_UP = 60
/** Passages that a search returns, and the nearest that it considers. */
const GIVEN = 10
const NEAREST = RetrievalOptions.parse({}).search.candidates
const searches = Number(values.searches)
const questions = readQuestions().filter(({ answerable }) => answerable)
const embedded = await embedQuestions('questions', questions)

type Search = (question: string, embedded: EmbeddedText) => Promise<unknown>

interface Way {
  name: string
  search: Search
  /**
   * The plain query with the same filter. Every search is also compared with the plain query without a
   * filter.
   */
  baseline?: string
}

async function run(search: Search, from: number, count: number): Promise<number[]> {
  const durations: number[] = []
  for (let index = from; index < from + count; index += 1) {
    const position = (index * 7) % questions.length
    const [question, known] = [questions[position], embedded[position]]
    if (!question || !known) continue
    const beganMs = performance.now()
    await search(question.question, known)
    durations.push(performance.now() - beganMs)
  }
  return durations
}

/**
 * One line per variant. Ratios are medians of the ratio to the plain query and to the plain query with the
 * same filter.
 */
async function timeWays(database: OpenDatabase, ways: readonly Way[]): Promise<void> {
  const middles = new Map<string, number>()
  for (const { name, search, baseline } of ways) {
    await run(search, 0, WARM_UP)
    const before = { process: processMs(), backend: await backendMs(database) }
    const durations = await run(search, WARM_UP, searches)
    const cpu = (processMs() - before.process) / searches
    const backend = ((await backendMs(database)) - before.backend) / searches
    const [p10, p50, p95] = [0.1, 0.5, 0.95].map((share) => percentile(durations, share)) as [number, number, number]
    middles.set(name, p50)
    const ms = (value: number) => `${value.toFixed(1)} ms`
    const ratioTo = (other: string) => `x${(p50 / (middles.get(other) ?? p50)).toFixed(2)}`
    const ofFiltered = baseline === undefined ? '' : `, with the filter ${ratioTo(baseline)}`
    const ofDatabase = database.kind === 'postgres' ? `, of the database ${ms(backend)}` : ', the database with it'
    console.log(
      `  ${name.padEnd(26)} p10 ${ms(p10)}  p50 ${ms(p50)}  p95 ${ms(p95)}  of plain ${ratioTo(PLAIN)}${ofFiltered}  processor: of the process ${ms(cpu)}${ofDatabase}; load ${load()}`,
    )
  }
}

const PLAIN = 'plain vector query'
const TENTH = 'plain, filter of 10 %'
const HUNDREDTH = 'plain, filter of 1 %'

function waysOf({ orm: db }: OpenDatabase, filled: Filled, chunkCount: number): Way[] {
  const full = (options: object, viewer: string[] | null = null): Search => {
    const parsed = RetrievalOptions.parse({ limit: GIVEN, ...options })
    return (query, { vector }) =>
      searchChunks({ db, ...filled, query, viewer, options: parsed, embed: async () => [{ vector, tokens: null }] })
  }
  const withTokens: Search = (query, known) => {
    const embed = async () => [known]
    return searchChunks({
      db,
      ...filled,
      query,
      viewer: null,
      options: RetrievalOptions.parse({ limit: GIVEN }),
      embed,
    })
  }
  // The fair comparison: with a narrow filter, documents are listed and the cheaper plan is used, like in a search.
  const plain = (field: string, value: string): Search => {
    const documents = documentCondition(null, [
      { match: 'all', conditions: [{ field, operator: 'equals' as const, value }] },
    ])
    return async (_, { vector }) => {
      const { allowed } = await openSearch(db, filled, documents)
      await plainQuery(db, { scope: { ...filled, ...documents }, vector, limit: NEAREST, chunkCount, allowed }, GIVEN)
    }
  }
  const nearest = {
    scope: { ...filled, ...documentCondition(null, []) },
    limit: NEAREST,
    chunkCount,
    allowed: null,
  }
  const where = (field: string, value: string) => ({ filters: { conditions: [{ field, value }] } })
  const fused = { rerank: { by: 'none' } }
  return [
    { name: PLAIN, search: (_, { vector }) => plainQuery(db, { ...nearest, vector }, GIVEN) },
    { name: 'nearest 50, ids alone', search: (_, { vector }) => findByVector(db, { ...nearest, vector }) },
    { name: 'nearest 10', search: (_, { vector }) => plainQuery(db, { ...nearest, vector, limit: GIVEN }, GIVEN) },
    { name: TENTH, search: plain('share', '1') },
    { name: HUNDREDTH, search: plain('rare', 'true') },
    { name: 'words alone', search: full({ ...fused, search: { mode: 'lexical' } }) },
    { name: 'both, joined', search: full(fused) },
    { name: 'joined, of an end user', search: full(fused, ['user:x', 'group:y']) },
    { name: 'joined, filter of 10 %', search: full({ ...fused, ...where('share', '1') }), baseline: TENTH },
    { name: 'joined, filter of 1 %', search: full({ ...fused, ...where('rare', 'true') }), baseline: HUNDREDTH },
    { name: 'put in order, vectors', search: full({}) },
    { name: 'put in order, signs', search: withTokens },
  ]
}

const load = () => os.loadavg()[0]?.toFixed(1)

console.log('reading and chunking the texts')
const material = await readMaterial()
for (const wish of String(values.sizes).split(',')) {
  const [kind = 'embedded', count = '20000'] = wish.split(':')
  const size = Number(count)
  await withDatabase(kind, async (database) => {
    const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const beganMs = performance.now()
      const result = await work()
      console.log(`  ${name}: ${((performance.now() - beganMs) / 1_000).toFixed(0)} s; load ${load()}`)
      return result
    }
    console.log(`${kind}, ${size} chunks`)
    const filled = await step('stored', () => fillChunks(database.orm, material, size))
    if (kind === 'postgres' && !process.env.TEST_DATABASE_URL) {
      // A million vectors are not indexed in minutes if they exceed memory; open connections are affected as well.
      await database.orm.execute(sql`alter system set maintenance_work_mem = '2GB'`)
      await database.orm.execute(sql`select pg_reload_conf()`)
    }
    await step('vectors indexed', () => ensureVectorIndex(database.orm, 384, database.kind))
    await database.orm.execute(sql`analyze`)
    await timeWays(database, waysOf(database, filled, size))
    if (size < 1_000_000) await concurrent(database, filled, { questions, embedded, material, size })
  })
}
