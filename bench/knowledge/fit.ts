// Fits the weights of the built-in order and of confidence: writes lib/rag/search/rerank-weights.json with --write.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { RerankOrder } from '@/lib/rag/search/rerank'
import { RERANK_FEATURES, SIGN_FEATURES } from '@/lib/rag/search/rerank-features'
import shippedWeights from '@/lib/rag/search/rerank-weights.json' with { type: 'json' }
import { CACHE, type Question, readPassages, readQuestions } from '../retrieval-data'
import { fitConfidence } from './fit-confidence'
import { dot, fitPairwise, foldOf, type RankedQuestion, rankWith } from './fit-pairwise'
import { embedQuestions } from './questions'
import { reportRanks } from './report'
import { reportConfidence } from './report-confidence'
import { openInMemory } from './search-in-memory'

const FOLDS = 5
const DECAYS = [3e-4, 1e-3, 3e-3, 1e-2]

const passages = readPassages()
const titleOf = new Map(passages.map(({ id, title }) => [id, title]))
const { candidatesOf } = await openInMemory(passages)

async function rank(name: string, questions: readonly Question[]): Promise<RankedQuestion[]> {
  const embedded = await embedQuestions(name, questions)
  return questions.map(({ id, set, question, gold }, index) => {
    const asked = embedded[index] ?? { vector: new Float32Array(384), signs: null, tokens: null }
    const candidates = candidatesOf(question, asked).map((found) => ({ ...found, right: gold.includes(found.group) }))
    return { set, article: titleOf.get(gold[0] ?? '') ?? id, candidates }
  })
}

const all = readQuestions()
const asked = await rank(
  'questions',
  all.filter(({ answerable }) => answerable),
)
const unanswered = await rank(
  'unanswerable',
  all.filter(({ answerable }) => !answerable),
)
writeFileSync(path.join(CACHE, 'features.json'), JSON.stringify({ names: RERANK_FEATURES, asked, unanswered }))

const KEPT: readonly string[] = SIGN_FEATURES
const articles = asked.map(({ article }) => article)

/** The same questions, without what needs the signs of sentences and tokens. */
const byWhole = asked.map((question) => ({
  ...question,
  candidates: question.candidates.map((candidate) => ({
    ...candidate,
    features: candidate.features.map((value, at) => (KEPT.includes(RERANK_FEATURES[at] ?? '') ? 0 : value)),
  })),
}))

/** The decay that does best on articles left out of the training, which are not those of the test. */
function chooseDecay(training: readonly RankedQuestion[]): number {
  const scores = DECAYS.map((decay) => {
    const held = training.filter(({ article }) => foldOf(article, 3, 'inner') === 0)
    const weights = fitPairwise(
      training.filter(({ article }) => foldOf(article, 3, 'inner') !== 0),
      decay,
    )
    return held.reduce((sum, question) => sum + 1 / (rankWith(weights, question) || 1e9), 0)
  })
  return DECAYS[scores.indexOf(Math.max(...scores))] ?? 1e-4
}

/** Each part ranked by weights that were fitted without it, and without the articles that it asks about. */
function rankUnseen(questions: readonly RankedQuestion[], partOf: (question: RankedQuestion) => unknown): number[] {
  const ranks: number[] = questions.map(() => 0)
  for (const part of new Set(questions.map(partOf))) {
    const own = new Set(questions.filter((question) => partOf(question) === part).map(({ article }) => article))
    const training = questions.filter((question) => partOf(question) !== part && !own.has(question.article))
    const weights = fitPairwise(training, chooseDecay(training))
    for (const [index, question] of questions.entries())
      if (partOf(question) === part) ranks[index] = rankWith(weights, question)
  }
  return ranks
}

function reportBySet(name: string, ranks: readonly number[]): void {
  reportRanks(name, ranks, articles)
  for (const set of new Set(asked.map((question) => question.set))) {
    const isOwn = (_: unknown, index: number) => asked[index]?.set === set
    reportRanks(`  ${set}`, ranks.filter(isOwn), articles.filter(isOwn))
  }
}

/** Weights by all questions, after a report on how such weights, and those that are shipped, do. */
function fitOrder(name: RerankOrder, questions: readonly RankedQuestion[]): number[] {
  const shipped: Readonly<Record<string, number>> = shippedWeights.order[name]
  const known = RERANK_FEATURES.map((feature) => shipped[feature] ?? 0)
  const rankAll = (weights: readonly number[]) => questions.map((question) => rankWith(weights, question))
  reportBySet(`${name}, shipped`, rankAll(known))
  reportBySet(
    `${name}, unseen`,
    rankUnseen(questions, ({ article }) => foldOf(article, FOLDS)),
  )
  reportBySet(
    `${name}, unseen set`,
    rankUnseen(questions, ({ set }) => set),
  )
  const decay = chooseDecay(questions)
  const weights = fitPairwise(questions, decay)
  reportBySet(`${name}, seen, decay ${decay}`, rankAll(weights))
  return weights
}

// The joined list before the order, which is what the candidates come in.
reportBySet(
  'joined',
  asked.map((question) => rankWith([0], question)),
)
const weights = { byWhole: fitOrder('byWhole', byWhole), bySigns: fitOrder('bySigns', asked) }
const named = (values: readonly number[]) =>
  Object.fromEntries(
    RERANK_FEATURES.flatMap((name, index) => {
      const value = Number((values[index] ?? 0).toFixed(3))
      return value === 0 ? [] : [[name, value]]
    }),
  )
const confidence = confidenceWithout(null)
const byFold = Array.from({ length: FOLDS }, (_, fold) => confidenceWithout(fold))
reportConfidence({
  ...{ asked, unanswered, order: weights.bySigns },
  confidenceOf({ article }, features) {
    const fitted = byFold[foldOf(article, FOLDS)] ?? confidence
    return 1 / (1 + Math.exp(-dot([fitted.bias, ...fitted.weights], [1, ...features])))
  },
  articleOf: (group) => titleOf.get(group) ?? '',
})

/** Of what is not answerable only questions about something else are learnt from: the others look as if it were. */
function confidenceWithout(fold: number | null) {
  const isKept = ({ article }: RankedQuestion) => foldOf(article, FOLDS) !== fold
  const others = unanswered.filter(({ set }) => set === 'off-corpus').filter(isKept)
  return fitConfidence(
    asked.filter(isKept),
    others.flatMap(({ candidates }) => candidates.slice(0, 1)),
    weights.bySigns,
  )
}

const file = {
  trained: 'npm run bench:knowledge -- fit --write, on the development questions of docs/benchmarks.md',
  order: { bySigns: named(weights.bySigns), byWhole: named(weights.byWhole) },
  confidence: { bias: Number(confidence.bias.toFixed(3)), ...named(confidence.weights) },
}
if (process.argv.includes('--write'))
  writeFileSync('lib/rag/search/rerank-weights.json', `${JSON.stringify(file, null, 2)}\n`)
else console.log(JSON.stringify(file, null, 2))
