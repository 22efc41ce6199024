import 'server-only'
import type * as contract from '@/lib/contracts/judges'
import { isJudge } from '@/lib/contracts/scorers'
import { requireRole, type Verb } from '../context'
import { getEvaluationRow } from '../evaluations/evaluation-rows'
import { viewJudge } from './calibration'

export const listJudges: Verb<typeof contract.listJudges> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const judges = evaluation.scorers.filter(isJudge)
  return { judges: await Promise.all(judges.map((settings) => viewJudge(ctx.db, evaluation, settings))) }
}
