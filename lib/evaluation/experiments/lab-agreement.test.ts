import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { VariantSummary } from '@/lib/contracts/experiments'
import { LabMetrics } from '@/lib/contracts/retrieval-lab-runs'
import { seededRandom, shuffle } from '@/lib/core/seeded-random'
import { experimentResults, experimentScores } from '@/lib/db/schema/evaluation/evaluations'
import { startEmbedder } from '@/lib/models/builtin/testing/start-embedder'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { runLab } from '../run-lab'
import {
  hasPublicQuestions,
  indexPassage,
  type PublicQuestion,
  readPassages,
  readQuestions,
} from '../testing/public-questions'
import { runExperiment } from './run-experiment'

const forever = new AbortController().signal
const ANSWERABLE = 40
const UNANSWERABLE = 20
const ARTICLES = ['Normans', '1973 oil crisis']

/**
 * Half of the questions are about two articles, whose passages compete with each other; the rest are from anywhere. All
 * of the public data would take minutes to embed.
 */
function sample() {
  const random = seededRandom(7)
  const passages = readPassages()
  const inArticles = new Set(passages.filter(({ title }) => ARTICLES.includes(title)).map(({ id }) => id))
  const all = shuffle(readQuestions(), random)
  const questions = [true, false].flatMap((isAnswerable) => {
    const some = all.filter(({ answerable }) => answerable === isAnswerable)
    const isClose = ({ gold, near }: PublicQuestion) => [...gold, ...near].some((id) => inArticles.has(id))
    const half = (isAnswerable ? ANSWERABLE : UNANSWERABLE) / 2
    return [...some.filter(isClose).slice(0, half), ...some.filter((question) => !isClose(question)).slice(0, half)]
  })
  const needed = new Set([...inArticles, ...questions.flatMap(({ gold, near }) => [...gold, ...near])])
  return { questions, passages: passages.filter(({ id }) => needed.has(id)) }
}

const Created = z.looseObject({ id: z.string() })

let app: TestApp
let base: string
let data: ReturnType<typeof sample>
let stopEmbedder: () => Promise<void>

beforeAll(async () => {
  if (!hasPublicQuestions) return
  data = sample()
  stopEmbedder = await startEmbedder()
  app = await createTestApp('public-questions', chatApp([], ['in.message -> out.text']))
  base = Created.parse(await app.request('POST', '/api/studio/knowledge', { name: 'Passages' })).id
  for (const passage of data.passages) await indexPassage(app, base, passage)
  const graph = chatApp(
    [
      { id: 'find', type: 'retriever', config: { knowledgeBaseId: base } },
      { id: 'answer', type: 'chat-model' },
    ],
    [
      'in.message -> find.query',
      'in.message -> answer.prompt',
      'find.documents -> answer.documents',
      'answer.text -> out.text',
    ],
  )
  await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { graph, revision: app.revision })
})
afterAll(async () => {
  if (!hasPublicQuestions) return
  await app.close()
  await stopEmbedder()
})

const quoteOf = ({ gold }: PublicQuestion) => data.passages.find(({ id }) => id === gold[0])?.text ?? ''

async function measureInLab(): Promise<LabMetrics['measures']> {
  const lab = `/api/studio/knowledge/${base}/lab`
  for (const question of data.questions.filter(({ answerable }) => answerable))
    await app.request('POST', `${lab}/questions`, {
      question: question.question,
      expected: [{ documentId: null, documentName: '', quote: quoteOf(question) }],
    })
  const configurations = [{ name: 'As apps search', options: {} }]
  const { id: labRunId } = Created.parse(await app.request('POST', `${lab}/runs`, { configurations }))
  await runLab(app.studio.system, { workspaceId: app.person.workspaceId, labRunId }, forever)
  const Run = z.looseObject({ run: z.looseObject({ status: z.literal('done'), figures: z.array(LabMetrics) }) })
  const { run } = Run.parse(await app.request('GET', `${lab}/runs/${labRunId}`))
  return run.figures[0]?.measures ?? expect.unreachable('no metrics')
}

const retrieval = (id: string, measure: string, depth = 10) => ({ id, kind: 'retrieval', measure, depth })
const SCORERS = [
  retrieval('recall1', 'recall', 1),
  retrieval('recall3', 'recall', 3),
  retrieval('recall5', 'recall', 5),
  retrieval('recall10', 'recall'),
  retrieval('mrr', 'mrr'),
  retrieval('ndcg', 'ndcg'),
  { id: 'abstention', kind: 'abstention' },
]

async function measureInExperiment() {
  const questions = data.questions.map((question) => ({
    question: question.question,
    expected: question.answerable ? (question.answers[0] ?? 'Yes') : '',
    passage: question.answerable ? quoteOf(question) : '',
  }))
  const evaluation = Created.parse(
    await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, {
      from: 'questions',
      name: 'Public questions',
      questions,
    }),
  )
  const path = `/api/studio/evaluations/${evaluation.id}`
  await app.request('PATCH', path, { scorers: SCORERS })
  const started = await app.request('POST', `${path}/experiments`, { variants: [{ kind: 'draft' }] })
  const { id: experimentId } = Created.parse(started)
  const embed = () => Promise.reject(new Error('not used'))
  await runExperiment(app.studio.system, { workspaceId: app.person.workspaceId, experimentId }, forever, { embed })
  const Result = z.looseObject({
    experiment: z.looseObject({ status: z.literal('done'), failed: z.literal(0) }),
    summaries: z.array(VariantSummary),
  })
  const { summaries } = Result.parse(await app.request('GET', `${path}/experiments/${experimentId}`))
  const metrics = new Map(summaries[0]?.metrics.map((metric) => [metric.id, metric]))
  return { experimentId, metrics, abstention: summaries[0]?.abstention ?? null }
}

/** F1 of “the app abstained” against “the question is unanswerable”. */
async function abstentionF1(experimentId: string): Promise<number> {
  const unanswerable = new Set(data.questions.filter(({ answerable }) => !answerable).map(({ question }) => question))
  const rows = await app.studio.system.db
    .select({ input: experimentResults.input, label: experimentScores.label })
    .from(experimentScores)
    .innerJoin(
      experimentResults,
      and(
        eq(experimentResults.experimentId, experimentScores.experimentId),
        eq(experimentResults.exampleId, experimentScores.exampleId),
      ),
    )
    .where(and(eq(experimentScores.experimentId, experimentId), eq(experimentScores.scorer, 'abstention')))
  expect(rows).toHaveLength(data.questions.length)
  const abstained = rows.filter(({ label }) => label === 'abstained')
  const correct = abstained.filter(({ input }) => unanswerable.has(input.trim()) || unanswerable.has(input))
  return (2 * correct.length) / (abstained.length + unanswerable.size)
}

test.skipIf(!hasPublicQuestions)(
  'retrieval scorers report the metrics of the retrieval lab, and abstention is scored',
  { timeout: 120_000 },
  async () => {
    const lab = await measureInLab()
    const { experimentId, metrics, abstention } = await measureInExperiment()
    for (const measure of ['recall1', 'recall3', 'recall5', 'recall10', 'mrr', 'ndcg'] as const) {
      const metric = metrics.get(measure)
      expect(metric, measure).toMatchObject({ count: ANSWERABLE, skipped: UNANSWERABLE, noVerdict: 0 })
      expect(metric?.mean, measure).toBeCloseTo(lab[measure].mean ?? -1, 12)
    }
    expect(metrics.get('recall10')?.mean).toBeGreaterThan(0.8)
    expect(metrics.get('recall1')?.mean).toBeLessThan(1)
    expect(metrics.get('abstention')).toMatchObject({ count: data.questions.length, skipped: 0, noVerdict: 0 })
    const f1 = await abstentionF1(experimentId)
    expect(f1).toBeGreaterThan(0.5)
    expect(abstention).toMatchObject({ answerable: ANSWERABLE, unanswerable: UNANSWERABLE })
    expect(abstention?.f1).toBeCloseTo(f1, 12)
  },
)
