import type { EvaluationRunView } from '@/lib/contracts/public-evaluations'
import type { EvaluationRunRequest } from '@/lib/services/evaluations/ci/start-evaluation-run'

/** Evaluations, for keys with the right to start them. */
export interface EvaluationBackend {
  /** @throws FORBIDDEN, NOT_FOUND, CONFLICT */
  startEvaluation(request: EvaluationRunRequest): Promise<{ run: EvaluationRunView; replayed: boolean }>
  /** @throws FORBIDDEN, NOT_FOUND */
  readEvaluation(request: Pick<EvaluationRunRequest, 'key' | 'slug'> & { id: string }): Promise<EvaluationRunView>
}
