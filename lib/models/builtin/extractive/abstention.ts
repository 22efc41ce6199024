import { ABSTENTION_MODEL } from './abstention-model'
import type { EvidencePassage, EvidenceQuestion } from './evidence'
import { coverageOf, type ScoredSentence } from './score-sentences'

export interface AbstentionInput {
  question: EvidenceQuestion
  passages: readonly EvidencePassage[]
  similarities: readonly (readonly number[])[]
  scored: readonly ScoredSentence[]
  idf: (term: string) => number
}

/** Features that separate answers from abstentions, in the order of the model's weights. */
export function abstentionFeatures({ question, passages, similarities, scored, idf }: AbstentionInput): number[] {
  const best = scored[0]
  const highest = (value: (sentence: ScoredSentence) => number) =>
    scored.reduce((high, item) => Math.max(high, value(item)), 0)
  const means = similarities.map((list) => list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length))
  const everywhere = new Set(passages.flatMap(({ allTerms }) => [...allTerms]))
  const runnerUp = scored.find(({ passage }) => passage !== best?.passage)?.score ?? 0
  return [
    best?.similarity ?? 0,
    best?.coverage ?? 0,
    best?.nearCoverage ?? 0,
    best?.passageCoverage ?? 0,
    best?.typeMatch ?? 0,
    highest(({ similarity }) => similarity),
    highest(({ coverage }) => coverage),
    highest(({ nearCoverage }) => nearCoverage),
    means[0] ?? 0,
    frequencyShare(question, passages[0], idf),
    (means[0] ?? 0) - (means.at(-1) ?? 0),
    1 - coverageOf(question.terms, idf)(everywhere),
    missingNames(question.text, passages[best?.passage ?? 0]),
    (best?.score ?? 0) - runnerUp,
  ]
}

/** Probability that the best sentence answers the question. */
export function answerProbability(features: readonly number[]): number {
  const { weights, bias, means, deviations } = ABSTENTION_MODEL
  const sum = features.reduce(
    (total, value, index) => total + ((weights[index] ?? 0) * (value - (means[index] ?? 0))) / (deviations[index] ?? 1),
    bias,
  )
  return 1 / (1 + Math.exp(-sum))
}

/** BM25's saturating frequency of the question's terms in the first passage, as a share of what it could be. */
function frequencyShare(
  question: EvidenceQuestion,
  passage: EvidencePassage | undefined,
  idf: (term: string) => number,
): number {
  if (!passage) return 0
  const total = question.terms.reduce((sum, term) => sum + idf(term), 0) || 1
  const share = question.terms.reduce((sum, term) => {
    const count = passage.terms.filter((found) => found === term).length
    return sum + (idf(term) * count) / (count + 1.2)
  }, 0)
  return share / total
}

/** Capitalized names in the question that are missing from the evidence. */
function missingNames(question: string, passage: EvidencePassage | undefined): number {
  const names = question.slice(1).match(/(?<!\p{L})\p{Lu}\p{L}{2,}/gu) ?? []
  const missing = names.filter((name) => !passage?.lowerText.includes(name.toLowerCase()))
  return missing.length / Math.max(1, names.length)
}
