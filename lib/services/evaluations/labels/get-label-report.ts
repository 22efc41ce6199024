import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { getLabelReport as labelContract } from '@/lib/contracts/label-report'
import { experimentResults } from '@/lib/db/schema/evaluation/evaluations'
import { requireRole, type Verb } from '../../context'
import { normalizeInput } from '../../datasets/example-kinds'
import { getExperimentRow } from '../experiment-view'
import { labelReport } from './label-report'

export const getLabelReport: Verb<typeof labelContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const scorer = row.scorers.find(({ kind }) => kind === 'equal')
  if (scorer?.kind !== 'equal') return { report: null }
  const answers = await ctx.db
    .select({ expected: experimentResults.expected, answer: experimentResults.answer })
    .from(experimentResults)
    .where(
      and(
        eq(experimentResults.experimentId, row.id),
        eq(experimentResults.workspaceId, row.workspaceId),
        eq(experimentResults.variant, Math.min(query.variant, row.variants.length - 1)),
        inArray(experimentResults.status, ['answered', 'app-failed']),
      ),
    )
    .orderBy(asc(experimentResults.exampleId), asc(experimentResults.trial))
  const known = answers.filter(({ expected }) => expected !== '')
  return { report: labelReport(known, scorer.normalize ? normalizeInput : (text) => text.trim()) }
}
