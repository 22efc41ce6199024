import 'server-only'
import type { listSlices as listContract } from '@/lib/contracts/experiments'
import { requireRole, type Verb } from '../../context'
import { getExperimentRow } from '../experiment-view'
import { sliceVariant } from './slice-variant'

export const listSlices: Verb<typeof listContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  return { slices: await sliceVariant(ctx.db, row, Math.min(query.variant, row.variants.length - 1)) }
}
