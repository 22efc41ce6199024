import 'server-only'
import { and, eq } from 'drizzle-orm'
import { experiments } from '@/lib/db/schema/evaluation/evaluations'
import { notFound } from '@/lib/services/context'
import { findEvaluation, startEvaluationRun } from '@/lib/services/evaluations/ci/start-evaluation-run'
import { viewEvaluationRun } from '@/lib/services/evaluations/ci/view-evaluation-run'
import type { System } from '@/lib/services/system'
import type { EvaluationBackend } from './evaluation-types'

export function publicEvaluations(system: System): EvaluationBackend {
  return {
    startEvaluation: (request) => startEvaluationRun(system, request),
    readEvaluation: async ({ id, ...request }) => {
      const evaluation = await findEvaluation(system, request)
      const [row] = await system.db
        .select()
        .from(experiments)
        .where(
          and(
            eq(experiments.id, id),
            eq(experiments.evaluationId, evaluation.id),
            eq(experiments.workspaceId, evaluation.workspaceId),
          ),
        )
      if (!row) throw notFound('missing.experiment')
      return viewEvaluationRun(system, evaluation, row)
    },
  }
}
