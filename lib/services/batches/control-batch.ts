import 'server-only'
import type { controlBatch as contract } from '@/lib/contracts/batches'
import { requireRole, type Verb } from '@/lib/services/context'
import { getBatchRow, viewBatch } from './batch-view'
import { changeBatch } from './change-batch'

export const controlBatch: Verb<typeof contract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const { batch } = await getBatchRow(ctx, params.batchId)
  await changeBatch(ctx, batch, body.action)
  return viewBatch(ctx, batch.id)
}
