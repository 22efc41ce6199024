import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { BatchMapping } from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import { batches } from '@/lib/db/schema/automations'
import type { BatchContext } from './batch-context'
import { checkRows, requireDraft } from './check-rows'
import { type BatchRow, feedBatch } from './feed-batch'
import { markInvalid } from './store-rows'
import { countRows, lockVisitor, requireOpenRoom, requireWaitingRoom } from './visitor-quota'

export interface StartRows {
  name?: string | undefined
  mapping: BatchMapping
  parallel: number
  concurrencyColumn: string | null
  createdBy: string | null
  /** Rows of a file, where a visitor starts it. */
  maxRows?: number
}

/** The good rows begin with the version that is live now; the others say why they do not. @throws CONFLICT when it has begun before */
export async function startRows(ctx: BatchContext, batch: BatchRow, asked: StartRows): Promise<void> {
  requireDraft(batch.status)
  const { name, mapping, parallel, concurrencyColumn, createdBy, maxRows } = asked
  if (concurrencyColumn !== null && !batch.columns.includes(concurrencyColumn)) {
    throw new AppError('INVALID_INPUT', `The file has no column "${concurrencyColumn}".`)
  }
  const { errors, version } = await checkRows(ctx, batch, mapping)
  await markInvalid(ctx.db, batch.id, errors)
  await ctx.db.transaction(async (tx) => {
    if (batch.endUser !== null) {
      await lockVisitor(tx, batch)
      await requireOpenRoom(tx, batch)
      const rows = await countRows(tx, batch.id, 'waiting')
      await requireWaitingRoom(tx, batch, { rows, ...(maxRows === undefined ? {} : { most: maxRows }) })
    }
    const started = await tx
      .update(batches)
      .set({
        ...{ status: 'running' as const, mapping, parallel, concurrencyColumn },
        ...(name === undefined ? {} : { name }),
        versionId: version.id,
        versionNumber: version.number,
        startedAt: ctx.now(),
        // The runs are his who starts them, not his who brought the file: he cannot be the second person.
        createdBy,
      })
      .where(and(eq(batches.id, batch.id), eq(batches.status, 'draft'), eq(batches.workspaceId, ctx.workspace.id)))
      .returning({ id: batches.id })
    if (started.length === 0) requireDraft('running')
    await feedBatch(tx, ctx.system, batch.id)
  })
}
