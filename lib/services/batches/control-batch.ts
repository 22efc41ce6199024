import 'server-only'
import type { controlBatch as contract } from '@/lib/contracts/batches'
import { requireRole, type Verb } from '@/lib/services/context'
import { getBatchRow, viewBatch } from './batch-view'
import { steerBatch } from './change-batch'

export const controlBatch: Verb<typeof contract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const { batch } = await getBatchRow(ctx, params.batchId)
  await steerBatch(ctx, batch, body.action)
  return viewBatch(ctx, batch.id)
}
