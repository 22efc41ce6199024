import { fitPairwise, foldOf, heldOutLoss, type Prior, type RankedQuestion, rankWith } from './fit-pairwise'
import { DECAYS } from './rerank-prior'

type PartOf = (question: RankedQuestion) => unknown

/** Folds of the training set for choosing the decay, as for the held-out evaluation. */
export const BY_ARTICLE = { outer: ({ article }: RankedQuestion) => foldOf(article, 5), inner: twoFolds }
export const BY_SET = { outer: ({ set }: RankedQuestion) => set, inner: ({ set }: RankedQuestion) => set }

function twoFolds({ article }: RankedQuestion): number {
  return foldOf(article, 2, 'inner')
}

/** Each fold ranked by weights and decay from the others, without the articles it asks about. */
export function rankUnseen(
  questions: readonly RankedQuestion[],
  { outer, inner }: { outer: PartOf; inner: PartOf },
  priorOf: (decay: number) => Prior,
): number[] {
  const ranks: number[] = questions.map(() => 0)
  for (const { part, training } of splits(questions, outer)) {
    const decay = chooseDecay(training, inner, priorOf)
    const weights = fitPairwise(training, priorOf(decay))
    console.log(`  … without ${part}: decay ${decay}`)
    for (const [index, question] of questions.entries())
      if (outer(question) === part) ranks[index] = rankWith(weights, question)
  }
  return ranks
}

/** The decay with the lowest held-out loss in training; folds have equal weight regardless of size. */
function chooseDecay(training: readonly RankedQuestion[], partOf: PartOf, priorOf: (decay: number) => Prior): number {
  const parts = splits(training, partOf)
  const losses = DECAYS.map((decay) =>
    parts.reduce(
      (sum, { heldOut, training: rest }) => sum + heldOutLoss(heldOut, fitPairwise(rest, priorOf(decay))),
      0,
    ),
  )
  return DECAYS[losses.indexOf(Math.min(...losses))] ?? 1e-2
}

function splits(questions: readonly RankedQuestion[], partOf: PartOf) {
  return [...new Set(questions.map(partOf))].map((part) => {
    const heldOut = questions.filter((question) => partOf(question) === part)
    const subset = new Set(heldOut.map(({ article }) => article))
    const training = questions.filter((question) => partOf(question) !== part && !subset.has(question.article))
    return { part, heldOut, training }
  })
}
