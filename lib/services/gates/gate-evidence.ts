import type { ScorerSettings } from '@/lib/contracts/scorers'
import type { Problem } from '@/lib/messages/problems/types'
import type { StoredAnswer } from '../evaluations/read-answers'

/** The answers of one version to the cases of an evaluation. */
export interface Measured {
  evaluationId: string
  experimentId: string
  datasetVersionId: string
  scorers: readonly ScorerSettings[]
  exampleCount: number
  answers: readonly StoredAnswer[]
}

/** Why there is no usable evidence. */
export interface Gap {
  evaluationId: string | null
  missing: Problem
  /** Whether running the evaluation closes it. */
  needsRun: boolean
}

export type Evidence = Measured | Gap

export const isGap = (evidence: Evidence): evidence is Gap => 'missing' in evidence

/** The data that the rules judge. */
export interface GateEvidence {
  candidate: Evidence
  /** Null if nothing has been live here, `same` if the candidate is live. */
  live: Evidence | null | 'same'
  /** Null if the app has no regression tests. */
  regressions: { candidate: Evidence; live: Evidence | null | 'same' } | null
  /** Ids of the cases with the tag `must`. */
  mustIds: ReadonlySet<string>
  /** Judges of the evaluation that are not calibrated, by id of the scorer. */
  judges: ReadonlyMap<string, 'untested' | 'weak'>
  /** The newest finished attacks on this graph; null without any, or if they are too old. */
  attacks: { succeeded: number; count: number } | null
  /** Different versions that were judged with this test split so far, this one included; 0 without a test split. */
  attempts: number
}
