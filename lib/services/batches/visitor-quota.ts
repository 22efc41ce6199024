import 'server-only'
import { and, asc, count, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import {
  MAX_OPEN_BATCHES,
  MAX_WAITING_ROWS,
  MAX_WAITING_ROWS_OF_APP,
  VISITOR_PARALLEL,
} from '@/lib/contracts/visitor-batches'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { lockName } from '@/lib/db/statements/lock-name'
import { problem } from '@/lib/messages/problems/problem'
import type { BatchRow } from './batch-row'

type BatchOwner = Pick<BatchRow, 'workspaceId' | 'appId' | 'endUser' | 'visitor'>

/** Batches of the same visitor; an anonymous visitor is identified by address, under any name. */
export function ofSameVisitor({ workspaceId, appId, endUser, visitor }: BatchOwner): SQL | undefined {
  return and(
    eq(batches.workspaceId, workspaceId),
    eq(batches.appId, appId),
    visitor === null ? eq(batches.endUser, endUser ?? '') : eq(batches.visitor, visitor),
  )
}

/** Serializes the starts of a visitor's batches. Call it before locking their rows. */
export async function lockVisitor(tx: Transaction, { appId, endUser, visitor }: BatchOwner): Promise<void> {
  await lockName(tx, `batches:${appId}:${visitor ?? endUser ?? ''}`)
}

/** @throws CONFLICT when the visitor has the maximum of batches in progress */
export async function requireOpenRoom(db: Database | Transaction, owner: BatchOwner): Promise<void> {
  const [openBatches] = await db
    .select({ count: count() })
    .from(batches)
    .where(and(ofSameVisitor(owner), isOpen()))
  if ((openBatches?.count ?? 0) >= MAX_OPEN_BATCHES)
    throw new AppError('CONFLICT', problem('batches.tooManyOpen', { max: MAX_OPEN_BATCHES }))
}

/**
 * Checks the limits of waiting rows, for this visitor and for all visitors of the app.
 * @param request.maxRows raises the limit of the visitor if the app accepts larger files @throws CONFLICT
 */
export async function requireWaitingRoom(
  tx: Transaction,
  owner: BatchOwner,
  { rows, maxRows = 0 }: { rows: number; maxRows?: number },
): Promise<void> {
  await lockName(tx, `batches:${owner.appId}`)
  if ((await waitingRows(tx, ofSameVisitor(owner))) + rows > Math.max(MAX_WAITING_ROWS, maxRows))
    throw new AppError('CONFLICT', problem('batches.tooManyRowsWaiting'))
  const isOfApp = and(
    eq(batches.workspaceId, owner.workspaceId),
    eq(batches.appId, owner.appId),
    isNotNull(batches.endUser),
  )
  if ((await waitingRows(tx, isOfApp)) + rows > MAX_WAITING_ROWS_OF_APP)
    throw new AppError('CONFLICT', problem('batches.tooManyFiles'))
}

/** Rows of a batch in one state. */
export async function countRows(
  tx: Transaction,
  batchId: string,
  status: (typeof batchItems.$inferSelect)['status'],
): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(batchItems)
    .where(and(eq(batchItems.batchId, batchId), eq(batchItems.status, status)))
  return row?.count ?? 0
}

/** Number of additional rows that the visitor's batches may run at once. */
export async function freeRows(tx: Transaction, owner: BatchOwner): Promise<number> {
  const [running] = await tx
    .select({ count: count() })
    .from(batchItems)
    .innerJoin(batches, eq(batches.id, batchItems.batchId))
    .where(and(ofSameVisitor(owner), eq(batchItems.status, 'running')))
  return Math.max(0, VISITOR_PARALLEL - (running?.count ?? 0))
}

/**
 * The visitor's running batches, those with the fewest active rows first, so that a long file does not delay a short
 * one.
 */
export async function runningBatches(tx: Transaction, owner: BatchOwner): Promise<string[]> {
  const running = sql`(select count(*) from ${batchItems} where ${batchItems.batchId} = ${batches.id} and ${batchItems.status} = 'running')`
  const found = await tx
    .select({ id: batches.id })
    .from(batches)
    .where(and(ofSameVisitor(owner), eq(batches.status, 'running')))
    .orderBy(asc(running), asc(batches.startedAt))
  return found.map(({ id }) => id)
}

async function waitingRows(tx: Transaction, condition: SQL | undefined): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(batchItems)
    .innerJoin(batches, eq(batches.id, batchItems.batchId))
    .where(and(condition, isOpen(), eq(batchItems.status, 'waiting')))
  return row?.count ?? 0
}

const isOpen = () => inArray(batches.status, ['running', 'paused'])
