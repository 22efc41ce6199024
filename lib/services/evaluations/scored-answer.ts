import type { Outcome } from '@/lib/contracts/experiments'

/** One answer with its scores, by id of the scorer. */
export interface ScoredAnswer {
  variant: number
  exampleId: string
  cluster: string | null
  isFailed: boolean
  /** It failed for a reason outside the app. */
  isInterrupted: boolean
  latencyMs: number | null
  costMicros: number | null
  scores: ReadonlyMap<string, { outcome: Outcome; value: number | null; label?: string | null }>
}

/** The value of an answer; a failed app counts as 0. @returns null for skipped and undecided answers, which are in no mean */
export function scoreValue({ scores }: Pick<ScoredAnswer, 'scores'>, scorer: string): number | null {
  const score = scores.get(scorer)
  if (score?.outcome === 'app-failed') return 0
  return score?.outcome === 'scored' ? score.value : null
}
