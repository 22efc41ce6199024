import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import { sourceItems } from '@/lib/db/schema/knowledge-sources'
import { deleteFile, putFile } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { Fetched, FetchedFile, FoundItem, OpenedSource } from '@/lib/sources/source-client'
import type { System } from '../../system'
import { trashDocuments } from '../documents/trash-documents'
import { ingestJob } from '../ingest-job'
import type { SourceRow } from './get-source-row'
import { checkFetched, storeSourceDocument } from './source-document'
import { addFound, countUnchanged, noteCutOff, type ReportLine, report } from './sync-items'
import type { SyncData } from './sync-job'

export type ItemRow = typeof sourceItems.$inferSelect

export interface SyncWork {
  system: System
  address: SyncData
  source: SourceRow
  opened: OpenedSource
  explain: (error: unknown) => Problem
  signal: AbortSignal
  /** Whether known items are missing from a complete list: these were deleted or moved. */
  hasVanished: boolean
}

/** Errors that affect all items: the sync ends, and no item is reported as failed. */
const FATAL: readonly string[] = ['CREDENTIAL_MISSING', 'RATE_LIMITED', 'UNAVAILABLE']

/**
 * Fetches one item and stores the result in one transaction; repeating it counts it once. @throws errors that end the
 * sync
 */
export async function processItem(work: SyncWork, item: ItemRow): Promise<void> {
  const document = await documentOf(work, item)
  // A document deleted here stays deleted while the item is unchanged.
  const isDeletedHere = item.fingerprint !== null && (document === null || document.deletedAt !== null)
  const isSound = isDeletedHere || (document !== null && document.status !== 'failed')
  const itemState = { ...item, revision: item.listedRevision, hint: item.hint ?? {}, memo: isSound ? item.memo : null }
  let fetched: Fetched
  try {
    fetched = await work.opened.fetch(itemState)
    work.signal.throwIfAborted()
  } catch (error) {
    if (work.signal.aborted || (AppError.isInstance(error) && FATAL.includes(error.code))) throw error
    return fail(work, item, work.explain(error))
  }
  const isShown = document !== null && document.deletedAt === null
  switch (fetched.kind) {
    case 'unchanged':
      return settle(work, item, { error: null, revision: item.listedRevision }, { found: item.found })
    case 'gone':
      return drop(work, item, { reason: problem(isShown ? 'sources.itemGone' : 'sources.itemMissing'), isShown })
    case 'skipped':
      return drop(work, item, { ...fetched, isShown })
    case 'file':
      return storeFile(work, item, fetched, { isSound, isShown })
  }
}

async function storeFile(
  work: SyncWork,
  item: ItemRow,
  file: FetchedFile,
  { isSound, isShown }: { isSound: boolean; isShown: boolean },
): Promise<void> {
  const readState = { revision: item.listedRevision, memo: file.memo ?? null, found: file.found ?? null, error: null }
  let checked: ReturnType<typeof checkFetched>
  try {
    checked = checkFetched(file)
  } catch (error) {
    const reason = work.explain(error)
    if (!AppError.isInstance(error) || error.code !== 'UNSUPPORTED_MEDIA_TYPE') return fail(work, item, reason)
    // With a fingerprint, the file is not fetched again until it changes.
    const unreadState = { ...readState, fingerprint: `not read: ${item.listedRevision ?? ''}` }
    return drop(work, item, { reason: withoutAcceptedTypes(reason), found: file.found, isShown, known: unreadState })
  }
  if (isSound && checked.fingerprint === item.fingerprint) return settle(work, item, readState, { found: file.found })
  const { workspaceId } = work.address
  const fileId = await putFile(workspaceId, file.bytes)
  let oldFileId: string | null = fileId
  try {
    await work.system.db.transaction(async (tx) => {
      if (!(await claim(tx, work, item, { ...readState, fingerprint: checked.fingerprint }))) return
      const stored = await storeSourceDocument(tx, {
        source: work.source,
        movedSince: work.hasVanished ? work.address.syncId : null,
        item: { ...item, hint: item.hint ?? {} },
        file,
        checked,
        fileId,
      })
      oldFileId = stored.oldFileId
      await tx
        .update(sourceItems)
        .set({ documentId: stored.id })
        .where(and(eq(sourceItems.sourceId, item.sourceId), eq(sourceItems.key, item.key)))
      const outcome = stored.isNew ? 'added' : 'updated'
      const reason = stored.oldName === null ? null : problem('sources.itemRenamed', { name: stored.oldName })
      await report(tx, work.address, [
        { key: item.key, name: file.name.slice(0, 300), url: file.url, outcome, reason, documentId: stored.id },
      ])
      await follow(tx, work, file.found)
      const data = { workspaceId, knowledgeBaseId: work.source.knowledgeBaseId, documentId: stored.id }
      await work.system.jobs.send(ingestJob, data, { key: stored.id, group: workspaceId, tx })
    })
  } finally {
    if (oldFileId !== null) await deleteFile(workspaceId, oldFileId)
  }
}

interface Dropped {
  reason: Problem
  found?: FoundItem[] | undefined
  /** The item has a document, which moves to the trash. */
  isShown: boolean
  /** Columns to store for the item nevertheless. */
  known?: Partial<typeof sourceItems.$inferInsert>
}

/** Shortens a rejection: a report of many files does not repeat the accepted types for each. */
function withoutAcceptedTypes(rejection: Problem): Problem {
  const { name, reason } = rejection.params ?? {}
  return rejection.key === 'files.fileRejected' && name !== undefined && reason !== undefined
    ? problem('sources.fileRejected', { name, reason })
    : rejection
}

/** Drops an item that exists but is not a document (any longer), or that was deleted. */
async function drop(work: SyncWork, item: ItemRow, { reason, found, isShown, known }: Dropped): Promise<void> {
  if (isShown && item.documentId) await moveToTrash(work, [item.documentId])
  const nothing = { fingerprint: null, memo: null, revision: null, found: found ?? null, error: null }
  const line = { outcome: isShown ? ('removed' as const) : ('skipped' as const), reason, documentId: null }
  await settle(work, item, { ...nothing, ...known, documentId: null }, { found, line })
}

export function moveToTrash(
  { system, address, source }: Pick<SyncWork, 'system' | 'address' | 'source'>,
  documentIds: readonly string[],
) {
  const ctx = { db: system.db, workspace: { id: address.workspaceId, name: '' }, now: () => new Date() }
  return trashDocuments(ctx, source.knowledgeBaseId, documentIds)
}

/** Reports a failure, but keeps the previous document and the links found in it. */
function fail(work: SyncWork, item: ItemRow, reason: Problem): Promise<void> {
  const line = { outcome: 'failed' as const, reason, documentId: item.documentId }
  return settle(work, item, { error: reason.message }, { found: item.found, line })
}

async function settle(
  work: SyncWork,
  item: ItemRow,
  values: Partial<typeof sourceItems.$inferInsert>,
  {
    found,
    line,
  }: { found?: readonly FoundItem[] | null | undefined; line?: Pick<ReportLine, 'outcome' | 'reason' | 'documentId'> },
): Promise<void> {
  await work.system.db.transaction(async (tx) => {
    if (!(await claim(tx, work, item, values))) return
    if (line) await report(tx, work.address, [{ key: item.key, name: item.name, url: item.url, ...line }])
    else await countUnchanged(tx, work.address, 1)
    await follow(tx, work, found)
  })
}

/** Marks the item as done. Returns false if another process, which got the job of a silent process, has done it. */
async function claim(
  tx: Transaction,
  { address }: SyncWork,
  item: ItemRow,
  values: Partial<typeof sourceItems.$inferInsert>,
): Promise<boolean> {
  const isPending = and(
    eq(sourceItems.sourceId, item.sourceId),
    eq(sourceItems.key, item.key),
    eq(sourceItems.syncId, address.syncId),
    eq(sourceItems.pending, true),
  )
  const claimed = await tx
    .update(sourceItems)
    .set({ ...values, pending: false })
    .where(isPending)
    .returning({ key: sourceItems.key })
  return claimed.length > 0
}

async function follow(tx: Transaction, work: SyncWork, found: readonly FoundItem[] | null | undefined): Promise<void> {
  if (!found || found.length === 0) return
  const cutOff = await addFound(tx, work.address, found, work.opened.maxItems)
  if (cutOff !== null) await noteCutOff(tx, work.address, cutOff)
}

async function documentOf({ system, address }: SyncWork, { sourceId, key }: ItemRow) {
  const [row] = await system.db
    .select({ status: documents.status, deletedAt: documents.deletedAt })
    .from(documents)
    .where(
      and(
        eq(documents.sourceId, sourceId),
        eq(documents.sourceKey, key),
        eq(documents.workspaceId, address.workspaceId),
      ),
    )
  return row ?? null
}
