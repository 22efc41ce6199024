import 'server-only'
import { and, asc, count, eq, inArray, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { checkCaller } from '@/lib/services/protection/check-caller'
import type { ProtectionSettings } from '@/lib/services/protection/protection-cache'
import type { System } from '@/lib/services/system'
import { concurrencyKeyOf } from '../runs/concurrency-key'
import type { RunRow } from '../runs/run-row'
import { findTarget, type RunTarget } from '../runs/run-target'
import type { BatchRow } from './batch-row'
import { rowError } from './row-inputs'
import { freeRows, lockVisitor, runningBatches } from './visitor-quota'
import { admitRequest, protectionOf, visitorError } from './visitor-rows'

/**
 * Starts rows of the batch up to its concurrency limit, and ends it when none is left. A visitor's batches share the
 * limit.
 */
export async function feedBatch(tx: Transaction, system: System, batchId: string): Promise<void> {
  const [owner] = await tx.select(OWNER).from(batches).where(eq(batches.id, batchId))
  if (!owner) return
  if (owner.endUser === null) return feedOne(tx, system, batchId, Number.POSITIVE_INFINITY)
  await lockVisitor(tx, owner)
  for (const id of await runningBatches(tx, owner)) {
    const free = await freeRows(tx, owner)
    await feedOne(tx, system, id, free)
  }
}

const OWNER = {
  workspaceId: batches.workspaceId,
  appId: batches.appId,
  endUser: batches.endUser,
  visitor: batches.visitor,
}

/** Starts rows of one batch and locks its row meanwhile. @param free the maximum number of rows to start */
async function feedOne(tx: Transaction, system: System, batchId: string, free: number): Promise<void> {
  const [batch] = await tx.select().from(batches).where(eq(batches.id, batchId)).for('update')
  if (batch?.status !== 'running') return
  const protection = await protectionOf(tx, system, batch)
  const target = await openTarget(tx, protection, batch)
  if (target instanceof Error) {
    // People can resume the batch; its active runs continue.
    await tx
      .update(batches)
      .set({ status: 'paused', ...errorColumns(target) })
      .where(eq(batches.id, batchId))
    return
  }
  let running = await countRunning(tx, batchId)
  const limit = Math.min(batch.parallel, running + free)
  while (running < limit) {
    const next = await nextItems(tx, batchId, limit - running)
    if (next.length === 0) break
    for (const item of next) {
      // Waiting rows start with the next minute's requests; see feed-stalled.ts.
      if (protection && !(await admitRequest(tx, system, protection, batch))) return
      if (await startItem(tx, system, { batch, target, protection, item })) running += 1
    }
  }
  if (running === 0 && (await nextItems(tx, batchId, 1)).length === 0)
    await tx.update(batches).set({ status: 'done', endedAt: sql`now()` }).where(eq(batches.id, batchId))
}

/** The target of the rows, or the reason why none may start now: the app is paused, or this visitor is blocked. */
async function openTarget(
  tx: Transaction,
  protection: ProtectionSettings | null,
  batch: BatchRow,
): Promise<RunTarget | AppError> {
  const { workspaceId, appId, endUser } = batch
  try {
    if (protection && endUser !== null) checkCaller(protection, { workspaceId, appId, endUser }, Date.now())
    return await findTarget(tx, batch)
  } catch (error) {
    if (AppError.isInstance(error) && ['MAINTENANCE', 'FORBIDDEN', 'CONFLICT'].includes(error.code)) return error
    throw error
  }
}

/** A row's run has ended: stores the result and starts the next row. */
export async function batchItemEnded(tx: Transaction, system: System, run: RunRow, end: RunEvent): Promise<void> {
  if (run.origin !== 'batch' || run.triggerId === null) return
  const [cost] = await tx
    .select({ costMicros: runs.costMicros, hasUnknownCost: runs.hasUnknownCost })
    .from(runs)
    .where(eq(runs.id, run.id))
  await tx
    .update(batchItems)
    .set({ ...outcome(end), ...cost })
    .where(and(eq(batchItems.batchId, run.triggerId), eq(batchItems.runId, run.id)))
  const isBudgetUsedUp = end.type === 'run-error' && end.error.code === 'BUDGET_EXCEEDED'
  if (isBudgetUsedUp) {
    // Every other row would fail as well; with a new budget the batch can be resumed.
    const paused = { status: 'paused' as const, ...errorColumns(end.error) }
    const continues = and(eq(batches.id, run.triggerId), eq(batches.status, 'running'))
    await tx.update(batches).set(paused).where(continues)
  }
  await feedBatch(tx, system, run.triggerId)
}

function outcome(end: RunEvent): Partial<typeof batchItems.$inferInsert> {
  if (end.type === 'run-end') return { status: 'succeeded', outputs: end.outputs, error: null }
  if (end.type !== 'run-error') return {}
  return { status: end.error.code === 'CANCELLED' ? 'cancelled' : 'failed', ...errorColumns(end.error) }
}

type Item = typeof batchItems.$inferSelect

function nextItems(tx: Transaction, batchId: string, limit: number): Promise<Item[]> {
  return tx
    .select()
    .from(batchItems)
    .where(and(eq(batchItems.batchId, batchId), eq(batchItems.status, 'waiting')))
    .orderBy(asc(batchItems.row))
    .limit(limit)
}

async function startItem(
  tx: Transaction,
  system: System,
  {
    batch,
    target,
    protection,
    item,
  }: { batch: BatchRow; target: RunTarget; protection: ProtectionSettings | null; item: Item },
): Promise<boolean> {
  const isItem = and(eq(batchItems.batchId, batch.id), eq(batchItems.row, item.row))
  const { inputs, error } = visitorError(system, protection, batch, rowError(target, batch, item.values))
  if (inputs === null) {
    await tx
      .update(batchItems)
      .set({ status: 'invalid', ...errorColumns(error) })
      .where(isItem)
    return false
  }
  const { workspaceId, appId } = batch
  const { graph, version, durability } = target
  const run = await system.runs.enqueue({
    tx,
    workspaceId,
    appId,
    graph,
    version,
    durability,
    inputs,
    origin: 'batch',
    stream: false,
    priority: 'batch',
    history: [],
    triggerId: batch.id,
    concurrencyKey: batch.concurrencyColumn === null ? null : concurrencyKeyOf(item.values[batch.concurrencyColumn]),
    startedBy: batch.createdBy ?? undefined,
    endUser: batch.endUser ?? undefined,
    visitor: batch.visitor ?? undefined,
  })
  await tx.update(batchItems).set({ status: 'running', runId: run.id, error: null }).where(isItem)
  return true
}

async function countRunning(tx: Transaction, batchId: string): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(batchItems)
    .where(and(eq(batchItems.batchId, batchId), inArray(batchItems.status, ['running'])))
  return row?.count ?? 0
}
