import {
  type LabFound,
  type LabMetrics,
  type LabNoThreshold,
  MIN_ANSWERED,
  THRESHOLD_STEP,
} from '@/lib/contracts/retrieval-lab-runs'
import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'

/** Result of one configuration for one question. */
export interface SureAnswer {
  expected: readonly ExpectedPassage[]
  places: readonly (number | null)[]
  answerFound: boolean | null
  found: readonly LabFound[]
  /** Confidence of the best passage, 0..1. */
  confidence: number | null
}

/** Share of found answers that may be rejected. */
const MAX_LOST = 0.05
const STEPS = Math.round(1 / THRESHOLD_STEP)

type Proposal = Pick<LabMetrics, 'threshold' | 'noThreshold'>

/**
 * The highest threshold, in steps of 0.05, that rejects at most one in twenty found answers, or the reason
 * why there is none. It is returned with its rejections of the same questions after removing the documents
 * that answer them: the best passage is then the first one of another document.
 * @param searchThreshold threshold of the searches, below which results are unknown
 */
export function proposeThreshold(answers: readonly SureAnswer[], searchThreshold: number): Proposal {
  const answered = answers.filter(isAnswered).flatMap(({ confidence }) => confidence ?? [])
  const rivalConfidences = answers.flatMap((answer) => bestOfOthers(answer) ?? [])
  const none = (reason: LabNoThreshold['reason']): Proposal => ({
    threshold: null,
    noThreshold: { reason, answered: answered.length },
  })
  if (searchThreshold > 0) return none('has-one')
  if (answered.length < MIN_ANSWERED) return none('few-answered')
  const below = (values: readonly number[], step: number) =>
    values.filter((value) => value < step).length / Math.max(1, values.length)
  const steps = Array.from({ length: STEPS - 1 }, (_, step) => (STEPS - 1 - step) / STEPS)
  const threshold = steps.find((step) => below(answered, step) <= MAX_LOST)
  if (threshold === undefined) return none('too-unsure')
  return {
    threshold: {
      threshold,
      answered: answered.length,
      lost: below(answered, threshold),
      without: rivalConfidences.length,
      refused: rivalConfidences.length === 0 ? null : below(rivalConfidences, threshold),
    },
    noThreshold: null,
  }
}

function isAnswered({ places, answerFound }: SureAnswer): boolean {
  return places.length === 0 ? answerFound === true : places.some((place) => place !== null)
}

/**
 * Confidence of the first passage of a document that does not answer; null if those documents are
 * unknown, or all answer.
 */
function bestOfOthers({ expected, found }: SureAnswer): number | null {
  const answering = found.filter(({ holds }) => holds.length > 0)
  const ids = new Set([...answering, ...expected].map(({ documentId }) => documentId))
  const names = new Set([...answering, ...expected].map(({ documentName }) => documentName))
  if (expected.length === 0) return null
  const other = found.find(({ documentId, documentName }) => !ids.has(documentId) && !names.has(documentName))
  return other?.confidence ?? null
}
