import 'server-only'
import type { BatchMapping } from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { findTarget } from '../runs/run-target'
import type { BatchContext } from './batch-context'
import type { BatchRow } from './batch-row'
import { rowError } from './row-inputs'
import { type InvalidRow, usableRows } from './store-rows'

const SHOWN_ROWS = 5

/** The mapped inputs of the first rows, and all errors. */
export async function checkRows(ctx: Pick<BatchContext, 'db' | 'workspace'>, batch: BatchRow, mapping: BatchMapping) {
  const target = await findTarget(ctx.db, { workspaceId: ctx.workspace.id, appId: batch.appId, versionId: null })
  const first: { row: number; inputs: JsonObject }[] = []
  const errors: InvalidRow[] = []
  for await (const { row, values } of usableRows(ctx.db, batch.id)) {
    const { inputs, error } = rowError(target, { ...batch, mapping }, values)
    if (inputs === null) errors.push({ row, ...pickProblem(error) })
    else if (first.length < SHOWN_ROWS) first.push({ row, inputs })
  }
  return { first, errors, version: target.version }
}

/** @throws CONFLICT */
export function requireDraft(status: string): void {
  if (status !== 'draft') throw new AppError('CONFLICT', problem('batches.alreadyStarted'))
}
