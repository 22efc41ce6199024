import 'server-only'
import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm'
import type { BatchMapping, BatchView } from '@/lib/contracts/batches'
import {
  MAX_KEPT_BATCHES,
  VISITOR_PARALLEL,
  type VisitorBatch,
  type VisitorBatchCheck,
  type VisitorRow,
} from '@/lib/contracts/visitor-batches'
import { AppError } from '@/lib/core/app-error'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { problem } from '@/lib/messages/problems/problem'
import { checkCaller } from '@/lib/services/protection/check-caller'
import { protectionCache } from '@/lib/services/protection/protection-cache'
import type { System } from '@/lib/services/system'
import { limitSources } from '../runs/limit-sources'
import type { PublishedApp } from '../versions/published-app'
import type { Visitor } from '../visitors/visitor'
import type { BatchContext } from './batch-context'
import { batchFile } from './batch-file'
import type { BatchRow } from './batch-row'
import { viewBatches } from './batch-view'
import { type BatchAction, changeBatch } from './change-batch'
import { checkRows, requireDraft } from './check-rows'
import { makeBatch } from './create-batch'
import { startRows } from './start-rows'
import { ofSameVisitor, requireOpenRoom } from './visitor-quota'

const SHOWN_ERRORS = 20
const ROWS_PER_PAGE = 50
/** Maximum number of drafts examined for a new upload. */
const MAX_DRAFTS = 200

type Item = typeof batchItems.$inferSelect
type BatchRef = Visitor & { batchId: string }

/**
 * Batches that a visitor starts on the app's page. Methods that take a batch throw NOT_FOUND for batches of other
 * visitors.
 */
export interface VisitorBatches {
  /** @throws NOT_FOUND if the app offers no batches, CONFLICT, UNSUPPORTED_MEDIA_TYPE, TOO_LARGE, INVALID_INPUT */
  create(request: Visitor & { visitor?: string; fileName: string; bytes: Uint8Array }): Promise<VisitorBatch>
  /** Newest first. */
  list(request: Visitor): Promise<VisitorBatch[]>
  get(request: BatchRef): Promise<VisitorBatch>
  check(request: BatchRef & { mapping: BatchMapping }): Promise<VisitorBatchCheck>
  start(request: BatchRef & { mapping: BatchMapping }): Promise<VisitorBatch>
  steer(request: BatchRef & { action: BatchAction }): Promise<VisitorBatch>
  rows(request: BatchRef & { status?: VisitorRow['status'] | undefined; after: number }): Promise<VisitorRow[]>
  file(request: BatchRef & { format: 'csv' | 'jsonl' }): Promise<Response>
  remove(request: BatchRef): Promise<void>
}

export function visitorBatches(system: System): VisitorBatches {
  const { db } = system
  const contextOf = ({ app }: Visitor): BatchContext => ({
    db,
    system,
    workspace: { id: app.workspaceId },
    now: () => new Date(),
  })
  const rowsOf = (visitor: Visitor) => findBatches(db, visitor)
  const viewOf = async (request: BatchRef) => {
    const views = await viewBatches(contextOf(request), [{ batch: await findBatch(db, request), appName: '' }])
    return views.map(toVisitorBatch)[0] ?? raiseMissing()
  }
  return {
    create: async ({ fileName, bytes, visitor: hash, ...visitor }) => {
      const { app, endUser } = visitor
      if (!app.batch) throw new AppError('NOT_FOUND', problem('batches.notOffered'))
      await requireRoom(db, visitor, hash)
      const { appId } = app
      const batch = { appId, fileName, bytes, createdBy: null, endUser, visitor: hash, maxRows: app.batch.maxRows }
      return viewOf({ ...visitor, batchId: await makeBatch(contextOf(visitor), batch) })
    },
    list: async (visitor) => {
      const found = (await rowsOf(visitor)).map((batch) => ({ batch, appName: '' }))
      return (await viewBatches(contextOf(visitor), found)).map(toVisitorBatch)
    },
    get: viewOf,
    check: async (request) => {
      const batch = await findBatch(db, request)
      requireDraft(batch.status)
      const { errors } = await checkRows(contextOf(request), batch, request.mapping)
      const unreadable = (await viewOf(request)).counts.invalid
      const invalidCount = errors.length + unreadable
      return { rowCount: batch.rowCount, invalidCount, errors: errors.slice(0, SHOWN_ERRORS) }
    },
    start: async (request) => {
      const { app, endUser, mapping } = request
      const protection = await protectionCache(db).read()
      checkCaller(protection, { workspaceId: app.workspaceId, appId: app.appId, endUser }, Date.now())
      const maxRows = app.batch?.maxRows ?? 0
      const settings = { mapping, parallel: VISITOR_PARALLEL, concurrencyColumn: null, createdBy: null, maxRows }
      await startRows(contextOf(request), await findBatch(db, request), settings)
      return viewOf(request)
    },
    steer: async (request) => {
      await changeBatch(contextOf(request), await findBatch(db, request), request.action)
      return viewOf(request)
    },
    rows: async (request) => {
      const batch = await findBatch(db, request)
      const found = await db
        .select()
        .from(batchItems)
        .where(
          and(
            eq(batchItems.batchId, batch.id),
            eq(batchItems.workspaceId, batch.workspaceId),
            gt(batchItems.row, request.after),
            request.status ? eq(batchItems.status, request.status) : undefined,
          ),
        )
        .orderBy(asc(batchItems.row))
        .limit(ROWS_PER_PAGE)
      const limitValues = limited(request.app)
      return limitValues(found).map(({ row, values, status, outputs, error, errorRef }) => ({
        row,
        values,
        status,
        outputs,
        error,
        errorRef,
      }))
    },
    file: async (request) => batchFile(db, await findBatch(db, request), request.format, limited(request.app)),
    remove: async (request) => {
      const batch = await findBatch(db, request)
      if (batch.status === 'running') throw new AppError('CONFLICT', problem('batches.stopBeforeRemoving'))
      await db.delete(batches).where(and(eq(batches.id, batch.id), eq(batches.workspaceId, batch.workspaceId)))
    },
  }
}

/** Limits the outputs of rows by the app's Sources setting. */
const limited =
  ({ sources }: PublishedApp) =>
  (items: Item[]): Item[] =>
    items.map((item) => ({ ...item, outputs: item.outputs && limitSources(item.outputs, sources) }))

const isOfVisitor = ({ app, endUser }: Visitor) =>
  and(eq(batches.workspaceId, app.workspaceId), eq(batches.appId, app.appId), eq(batches.endUser, endUser))

function findBatches(db: System['db'], visitor: Visitor): Promise<BatchRow[]> {
  return db.select().from(batches).where(isOfVisitor(visitor)).orderBy(desc(batches.id)).limit(MAX_KEPT_BATCHES)
}

async function findBatch(db: System['db'], request: BatchRef): Promise<BatchRow> {
  const [batch] = await db
    .select()
    .from(batches)
    .where(and(isOfVisitor(request), eq(batches.id, request.batchId)))
  return batch ?? raiseMissing()
}

function raiseMissing(): never {
  throw new AppError('NOT_FOUND', problem('batches.missing'))
}

/** Makes space for a new file: deletes the visitor's oldest finished batches and unstarted drafts. @throws CONFLICT */
async function requireRoom(db: System['db'], visitor: Visitor, hash: string | undefined): Promise<void> {
  const { app, endUser } = visitor
  const owner = { workspaceId: app.workspaceId, appId: app.appId, endUser, visitor: hash ?? null }
  await requireOpenRoom(db, owner)
  const kept = await findBatches(db, visitor)
  const isOver = ({ status }: BatchRow) => status !== 'running' && status !== 'paused'
  const drafts = await db
    .select()
    .from(batches)
    .where(and(ofSameVisitor(owner), eq(batches.status, 'draft')))
    .orderBy(desc(batches.id))
    .limit(MAX_DRAFTS)
  const superfluous = [...kept.slice(MAX_KEPT_BATCHES - 1).filter(isOver), ...drafts.slice(MAX_KEPT_BATCHES - 1)]
  if (superfluous.length === 0) return
  const ids = superfluous.map(({ id }) => id)
  await db.delete(batches).where(and(ofSameVisitor(owner), inArray(batches.id, ids)))
}

function toVisitorBatch(view: BatchView): VisitorBatch {
  const { id, fileName, columns, mapping, status, versionNumber, rowCount, counts } = view
  const { error, errorRef, createdAt, endedAt } = view
  const state = { status, versionNumber, rowCount, counts, error, errorRef, createdAt, endedAt }
  return { id, fileName, columns, mapping, ...state }
}
