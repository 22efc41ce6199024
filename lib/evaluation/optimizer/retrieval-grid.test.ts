import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { labResults } from '@/lib/db/schema/retrieval-lab'
import { startEmbedder } from '@/lib/models/builtin/testing/start-embedder'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { ndcgAt } from '@/lib/rag/lab/ranking-metrics'
import { meanOn } from '@/lib/services/optimizations/race-stage'
import { runLab } from '../run-lab'
import { hasPublicQuestions, indexPassage, readPassages, readQuestions } from '../testing/public-questions'
import type { Choice } from './choice'
import { bestOf } from './next-step'
import { searchTable } from './testing/search-table'

const ARTICLES = ['European Union law', 'Steam engine', 'Immune system']
const QUESTIONS = 300
/** The draft has the first value of each. */
const MODES = ['lexical', 'hybrid', 'dense'] as const
const SHARES = [0.45, 0.25, 0.7]
const RERANKERS = ['none', 'features'] as const
const GRID = MODES.length * SHARES.length * RERANKERS.length

const Created = z.looseObject({ id: z.string() })
const forever = new AbortController().signal

/** Takes minutes, so `npm run bench:optimizer` selects it. */
const isSelected = hasPublicQuestions && process.env.OPTIMIZER_GRID === '1'

let app: TestApp
let stopEmbedder: () => Promise<void>
beforeAll(async () => {
  if (!isSelected) return
  stopEmbedder = await startEmbedder()
  app = await createTestApp('retrieval-grid', chatApp([], ['in.message -> out.text']))
})
afterAll(async () => {
  if (!isSelected) return
  await app.close()
  await stopEmbedder()
})

/** The weight matters only for hybrid search, so that 10 of the 18 combinations differ. */
function configurationOf([mode = 0, share = 0, reranker = 0]: Choice) {
  const weight = MODES[mode] === 'hybrid' ? { meaningShare: SHARES[share] } : {}
  return { search: { mode: MODES[mode], ...weight }, rerank: { by: RERANKERS[reranker] } }
}

const allChoices = (): Choice[] =>
  MODES.flatMap((_, mode) => SHARES.flatMap((__, share) => RERANKERS.map((___, reranker) => [mode, share, reranker])))

/** nDCG@10 of every configuration for every question, measured by the retrieval lab. */
async function measureGrid(): Promise<{ valueAt(choice: Choice, question: number): number }> {
  const passages = readPassages().filter(({ title }) => ARTICLES.includes(title))
  const byId = new Map(passages.map((passage) => [passage.id, passage]))
  const known = readQuestions().filter(({ answerable, gold }) => answerable && gold.every((id) => byId.has(id)))
  const questions = [...new Map(known.map((one) => [one.question.trim().toLowerCase(), one])).values()].slice(
    0,
    QUESTIONS,
  )
  expect(questions).toHaveLength(QUESTIONS)
  const base = Created.parse(await app.request('POST', '/api/studio/knowledge', { name: 'Passages' })).id
  for (const passage of passages) await indexPassage(app, base, passage)
  const lab = `/api/studio/knowledge/${base}/lab`
  const ids: string[] = []
  for (const { question, gold } of questions) {
    const expected = gold.map((id) => ({ documentId: null, documentName: '', quote: byId.get(id)?.text ?? '' }))
    ids.push(Created.parse(await app.request('POST', `${lab}/questions`, { question, expected })).id)
  }
  const texts = [...new Set(allChoices().map((choice) => JSON.stringify(configurationOf(choice))))]
  const configurations = texts.map((text, index) => ({ name: `Configuration ${index}`, options: JSON.parse(text) }))
  const { id: labRunId } = Created.parse(await app.request('POST', `${lab}/runs`, { configurations }))
  await runLab(app.studio.system, { workspaceId: app.person.workspaceId, labRunId }, forever)
  const results = await app.studio.system.db.select().from(labResults).where(eq(labResults.runId, labRunId))
  const values = new Map(
    results.map(({ configuration, questionId, places }) => [`${configuration} ${questionId}`, ndcgAt(places, 10)]),
  )
  expect(values.size).toBe(configurations.length * QUESTIONS)
  return {
    valueAt: (choice, question) =>
      values.get(`${texts.indexOf(JSON.stringify(configurationOf(choice)))} ${ids[question]}`) ?? Number.NaN,
  }
}

test.skipIf(!isSelected)(
  'the optimizer comes within one point of the whole grid with at most 35 % of its searches',
  // Makes 3,000 searches.
  { timeout: 900_000 },
  async () => {
    const { valueAt } = await measureGrid()
    const numberOf = (caseId: string) => Number(caseId.replace('case-', ''))
    const meanOfChoice = (choice: Choice) =>
      Array.from({ length: QUESTIONS }, (_, question) => valueAt(choice, question)).reduce((a, b) => a + b, 0) /
      QUESTIONS
    const best = Math.max(...allChoices().map(meanOfChoice))
    const draft = meanOfChoice([0, 0, 0])
    // The search has something to find.
    expect(best - draft).toBeGreaterThan(0.03)
    const report: object[] = []
    const limit = Math.floor(0.35 * GRID * QUESTIONS)
    for (const seed of [1, 2, 3]) {
      const found = searchTable(
        [MODES.length, SHARES.length, RERANKERS.length],
        (choice, id) => valueAt(choice, numberOf(id)),
        {
          count: QUESTIONS,
          maxRuns: limit,
          seed,
        },
      )
      expect(found.runs).toBeLessThanOrEqual(limit)
      const seen = found.cases.filter((id) => found.candidates[0]?.values.has(id))
      const complete = found.candidates.filter(
        ({ status, values }) => status !== 'worse' && status !== 'dropped' && seen.every((id) => values.has(id)),
      )
      const winner = bestOf(complete, seen)
      expect(meanOn(winner ?? expect.unreachable('no candidate'), seen)).toBeGreaterThan(0)
      const chosen = meanOfChoice(winner?.choice ?? [])
      expect(chosen).toBeGreaterThanOrEqual(best - 0.01)
      report.push({ seed, draft, best, chosen, searches: found.runs, share: found.runs / (GRID * QUESTIONS) })
    }
    // For bench/results.
    process.stdout.write(`${JSON.stringify(report)}\n`)
  },
)
