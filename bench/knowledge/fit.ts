// Fits the weights of the built-in reranker and of confidence: writes lib/rag/search/rerank/rerank-weights.json with
// --write.
import { writeFileSync } from 'node:fs'
import type { RerankOrder } from '@/lib/rag/search/rerank/rerank'
import { RERANK_FEATURES } from '@/lib/rag/search/rerank/rerank-features'
import shippedWeights from '@/lib/rag/search/rerank/rerank-weights.json' with { type: 'json' }
import { readPassages } from '../retrieval-data'
import { fitConfidence } from './fit-confidence'
import { dot, fitPairwise, foldOf, type RankedQuestion, rankWith } from './fit-pairwise'
import { rankQuestions } from './rank-questions'
import { BY_ARTICLE, BY_SET, rankUnseen } from './rank-unseen'
import { reportRanks } from './report'
import { reportConfidence } from './report-confidence'
import { priorOf, SHIPPED_DECAY } from './rerank-prior'

const FOLDS = 5

const startedMs = performance.now()
const { answered, unanswered } = await rankQuestions()
const titleOf = new Map(readPassages().map(({ id, title }) => [id, title]))
const articles = answered.map(({ article }) => article)

function reportBySet(name: string, ranks: readonly number[]): void {
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0)
  console.log(`\n${seconds} s`)
  reportRanks(name, ranks, articles)
  for (const set of new Set(answered.map((question) => question.set))) {
    const isOwn = (_: unknown, index: number) => answered[index]?.set === set
    reportRanks(`  ${set}`, ranks.filter(isOwn), articles.filter(isOwn))
  }
}

/** Weights from all questions, after a report on held-out results of new and shipped weights. */
function fitOrder(name: RerankOrder): number[] {
  const prior = (decay: number) => priorOf(name, decay)
  const shipped: Readonly<Record<string, number>> = shippedWeights.order[name]
  const known = RERANK_FEATURES.map((feature) => shipped[feature] ?? 0)
  const rankAll = (weights: readonly number[]) => answered.map((question) => rankWith(weights, question))
  reportBySet(`${name}, shipped`, rankAll(known))
  reportBySet(`${name}, unseen set`, rankUnseen(answered, BY_SET, prior))
  reportBySet(`${name}, unseen`, rankUnseen(answered, BY_ARTICLE, prior))
  const weights = fitPairwise(answered, prior(SHIPPED_DECAY))
  reportBySet(`${name}, seen`, rankAll(weights))
  return weights
}

// The fused list before reranking, which is the order of the candidates.
reportBySet(
  'joined',
  answered.map((question) => rankWith([0], question)),
)
const weights = { bySigns: fitOrder('bySigns'), byWhole: fitOrder('byWhole') }
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
  answered,
  unanswered,
  order: weights.bySigns,
  confidenceOf({ article }, features) {
    const fitted = byFold[foldOf(article, FOLDS)] ?? confidence
    return 1 / (1 + Math.exp(-dot([fitted.bias, ...fitted.weights], [1, ...features])))
  },
  articleOf: (group) => titleOf.get(group) ?? '',
})

/** Of the unanswerable questions only unrelated ones are used: the others look answerable. */
function confidenceWithout(fold: number | null) {
  const isKept = ({ article }: RankedQuestion) => foldOf(article, FOLDS) !== fold
  const others = unanswered.filter(({ set }) => set === 'off-corpus').filter(isKept)
  return fitConfidence(
    answered.filter(isKept),
    others.flatMap(({ candidates }) => candidates.slice(0, 1)),
    weights.bySigns,
  )
}

const file = {
  trained: 'npm run bench:knowledge -- fit --write, on the development questions (bench/README.md)',
  order: { bySigns: named(weights.bySigns), byWhole: named(weights.byWhole) },
  confidence: { bias: Number(confidence.bias.toFixed(3)), ...named(confidence.weights) },
}
if (process.argv.includes('--write'))
  writeFileSync('lib/rag/search/rerank/rerank-weights.json', `${JSON.stringify(file, null, 2)}\n`)
else console.log(JSON.stringify(file, null, 2))
