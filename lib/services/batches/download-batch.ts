import 'server-only'
import type { downloadBatch as contract } from '@/lib/contracts/batches'
import { requireRole, type Verb } from '@/lib/services/context'
import { batchFile } from './batch-file'
import { getBatchRow } from './batch-view'
import { redactRestricted } from './redact-restricted'

export const downloadBatch: Verb<typeof contract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const { batch } = await getBatchRow(ctx, params.batchId)
  return batchFile(ctx.db, batch, query.format, (items) => redactRestricted(ctx, items))
}
