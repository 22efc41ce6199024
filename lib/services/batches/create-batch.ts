import 'server-only'
import { and, eq } from 'drizzle-orm'
import { MAX_BATCH_ROWS } from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { batches } from '@/lib/db/schema/automations'
import { toDisplayName } from '@/lib/files/display-name'
import { problem } from '@/lib/messages/problems/problem'
import { parseRows } from '@/lib/services/batches/parse-rows'
import type { BatchContext } from './batch-context'
import { storeRows } from './store-rows'

export interface NewBatch {
  appId: string
  fileName: string
  bytes: Uint8Array
  /** The member who uploaded the file. */
  createdBy: string | null
  /** The visitor who uploaded it. */
  endUser: string | null
  /** For anonymous visitors: a hash of the address, for budgets. */
  visitor?: string | undefined
  maxRows?: number
}

/**
 * Parses and stores the file; no row runs before `startRows`. @returns the batch's id. @throws UNSUPPORTED_MEDIA_TYPE,
 * INVALID_INPUT, TOO_LARGE
 */
export async function makeBatch(ctx: Omit<BatchContext, 'now'>, batch: NewBatch): Promise<string> {
  const { appId, bytes, createdBy, endUser, visitor = null, maxRows = MAX_BATCH_ROWS } = batch
  const fileName = toDisplayName(batch.fileName)
  const format = formatOf(fileName)
  const id = newId()
  const workspaceId = ctx.workspace.id
  await ctx.db.insert(batches).values({
    id,
    workspaceId,
    appId,
    name: fileName,
    fileName,
    format,
    columns: [],
    createdBy,
    endUser,
    visitor,
    status: 'draft',
  })
  const isBatch = and(eq(batches.id, id), eq(batches.workspaceId, workspaceId))
  try {
    const rows = parseRows(bytes, format, maxRows)
    await ctx.db
      .update(batches)
      .set(await storeRows(ctx.db, { batchId: id, workspaceId }, rows))
      .where(isBatch)
  } catch (error) {
    await ctx.db.delete(batches).where(isBatch)
    throw error
  }
  return id
}

function formatOf(fileName: string): 'csv' | 'jsonl' {
  if (/\.(?:csv|tsv|txt)$/i.test(fileName)) return 'csv'
  if (/\.(?:jsonl|ndjson)$/i.test(fileName)) return 'jsonl'
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('batches.fileType'))
}
