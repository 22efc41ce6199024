import type { ThresholdChoice, ThresholdPoint } from '@/lib/contracts/training-metrics'

/** Share of the correct answers that is kept if there are no held-out classes. */
const QUANTILE_KEPT = 0.95
const STEPS = 100
/** Minimum share of in-class texts that must still be answered. */
const MIN_ANSWERED = 0.95

/** An answer of a model that had not seen the example. */
export interface UnseenAnswer {
  /** Probability of the most likely class. */
  probability: number
  kind: 'right' | 'wrong' | 'stranger'
}

/**
 * Chooses the confidence threshold. With held-out classes (`stranger`), it maximizes correct
 * answers plus correct rejections while answering 95 % of in-class texts; otherwise it keeps a
 * share of the correct answers.
 */
export function chooseThreshold(answers: readonly UnseenAnswer[]): ThresholdChoice {
  const points = Array.from({ length: STEPS }, (_, step) => pointAt(answers, step / STEPS))
  const hasStrangers = answers.some(({ kind }) => kind === 'stranger')
  if (!hasStrangers) return { threshold: byQuantile(answers), by: 'quantile', points: everyFifth(points) }
  let best = { threshold: 0, score: Number.NEGATIVE_INFINITY }
  for (const point of points) {
    if (point.answered < MIN_ANSWERED) break
    const score = point.answered + (point.turnedAway ?? 0)
    if (score > best.score) best = { threshold: point.threshold, score }
  }
  return { threshold: best.threshold, by: 'strangers', points: everyFifth(points) }
}

/** Metrics at a given threshold. */
export function pointAt(answers: readonly UnseenAnswer[], threshold: number): ThresholdPoint {
  const [members, strangers] = [
    answers.filter(({ kind }) => kind !== 'stranger'),
    answers.filter(({ kind }) => kind === 'stranger'),
  ]
  const answered = members.filter(({ probability }) => probability >= threshold)
  const rightAnswers = answered.filter(({ kind }) => kind === 'right')
  const rejected = strangers.filter(({ probability }) => probability < threshold)
  return {
    threshold,
    answered: members.length === 0 ? 0 : answered.length / members.length,
    right: answered.length === 0 ? 0 : rightAnswers.length / answered.length,
    turnedAway: strangers.length === 0 ? null : rejected.length / strangers.length,
  }
}

function byQuantile(answers: readonly UnseenAnswer[]): number {
  const rightProbabilities = answers.filter(({ kind }) => kind === 'right').map(({ probability }) => probability)
  if (rightProbabilities.length === 0) return 0
  const sorted = rightProbabilities.sort((a, b) => a - b)
  const threshold = sorted[Math.floor(sorted.length * (1 - QUANTILE_KEPT))] ?? 0
  return Math.floor(threshold * 100) / 100
}

function everyFifth<T>(points: readonly T[]): T[] {
  return points.filter((_, index) => index % 5 === 0)
}
