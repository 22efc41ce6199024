import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { and, asc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { documents } from '@/lib/db/schema/knowledge'
import { knowledgeSources, sourceItems, sourceSyncItems, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { log } from '@/lib/platform/log'
import type { ItemPage } from '@/lib/sources/source-client'
import { raiseAlert } from '../../inbox/raise-alert'
import type { System } from '../../system'
import { getSourceRow, getSyncRow, type SourceRow, type SyncRow } from './get-source-row'
import { openSource } from './open-source'
import { processItem, type SyncWork } from './process-item'
import { removeVanished, settleVanished } from './remove-vanished'
import { unfinishedOf } from './source-views'
import { addFound, countUnchanged, cutOffColumns, ofSync, report } from './sync-items'
import type { SyncData } from './sync-job'

const BATCH = 40
const POLL_INTERVAL_MS = 500
const OPEN = ['queued', 'listing', 'fetching', 'indexing'] as const

export interface RunSyncOptions {
  /** For tests: reaches servers of this computer. */
  fetch?: EgressFetch
  /** For tests without a queue: whether to wait for documents. */
  awaitsDocuments?: boolean
}

/**
 * Handler of the sync job: lists, fetches what may have changed, removes what disappeared, and waits until everything
 * is searchable. Each part stores its progress with its results, so that an interrupted sync resumes there.
 */
export async function runSync(
  system: System,
  address: SyncData,
  signal: AbortSignal,
  options: RunSyncOptions = {},
): Promise<void> {
  const source = await getSourceRow(system.db, address.workspaceId, { knowledgeSourceId: address.sourceId }).catch(
    () => null,
  )
  const sync = await getSyncRow(system.db, address.workspaceId, address).catch(() => null)
  // Removed or cancelled while it waited: nothing to do.
  if (!source || !sync || !isOpen(sync)) return
  const cancelled = new AbortController()
  const stopWatching = watchForCancel(system, address, cancelled)
  const stopSignal = AbortSignal.any([signal, cancelled.signal])
  let explain: SyncWork['explain'] = openFailure
  try {
    const opened = await openForSync(system, source, stopSignal, options.fetch)
    explain = opened.explain
    const work: SyncWork = {
      system,
      address,
      source,
      opened: opened.source,
      explain,
      signal: stopSignal,
      hasVanished: false,
    }
    await runPhases(work, sync, options.awaitsDocuments ?? true)
  } catch (error) {
    if (signal.aborted) throw error
    if (cancelled.signal.aborted) return
    if (!AppError.isInstance(error)) log().warn({ cause: error, sourceId: source.id }, 'sync failed')
    await failSync(system, source, sync, explain(error))
  } finally {
    stopWatching()
  }
}

async function runPhases(work: SyncWork, sync: SyncRow, awaitsDocuments: boolean): Promise<void> {
  const { system, address, source } = work
  if (!sync.isListed) await list(work, sync)
  await setOpen(system, address, { status: 'fetching' })
  await skipUnchanged(work)
  await fetchAll({ ...work, hasVanished: await hasVanished(work) })
  const listed = await getSyncRow(system.db, address.workspaceId, address)
  if (!listed.isDelta && listed.cutOff === null && listed.status === 'fetching') await settleVanished(work)
  await setOpen(system, address, { status: 'indexing' })
  if (awaitsDocuments) await waitForDocuments(work)
  await reportBrokenDocuments(work)
  await setOpen(system, address, { status: 'done', endedAt: sql`now()` })
  const { token } = listed
  if (token !== null)
    await system.db
      .update(knowledgeSources)
      .set({ token })
      .where(and(eq(knowledgeSources.id, source.id), eq(knowledgeSources.workspaceId, source.workspaceId)))
}

/** Scheduled and triggered syncs run unattended, so their failures go to the inbox. */
async function failSync({ db }: System, source: SourceRow, sync: SyncRow, reason: Problem): Promise<void> {
  const { id, workspaceId, knowledgeBaseId, name } = source
  await db.transaction(async (tx) => {
    const ended = await tx
      .update(sourceSyncs)
      .set({ status: 'failed', ...errorColumns(reason), endedAt: sql`now()` })
      .where(and(ofSync({ workspaceId, sourceId: id, syncId: sync.id }), inArray(sourceSyncs.status, [...OPEN])))
      .returning({ id: sourceSyncs.id })
    if (ended.length === 0 || sync.cause === 'person') return
    const [title, link] = [problem('alerts.syncFailed', { source: name }), `/knowledge/${knowledgeBaseId}?tab=sources`]
    await raiseAlert(tx, { workspaceId, kind: 'sync-failed', key: id, title, message: reason, link })
  })
}

/** Whether missing items must be handled; a first sync has none. */
async function hasVanished({ system, address, source, opened }: SyncWork): Promise<boolean> {
  const { isDelta, cutOff } = await getSyncRow(system.db, address.workspaceId, address)
  if (isDelta || cutOff !== null || opened.findsMore) return false
  const { sourceId, workspaceId, syncId } = sourceItems
  const isOfSource = and(eq(sourceId, source.id), eq(workspaceId, source.workspaceId))
  return (await system.db.$count(sourceItems, and(isOfSource, ne(syncId, address.syncId)))) > 0
}

async function openForSync(system: System, source: SourceRow, signal: AbortSignal, fetch: EgressFetch | undefined) {
  const { id, workspaceId, kind, settings, encryptedSecret } = source
  const address = { workspaceId, id, type: 'source' as const }
  const secret = encryptedSecret === null ? null : await system.keyring.open(system.db, address, encryptedSecret)
  return openSource({ system, workspaceId, kind, settings, secret, signal, fetch })
}

async function list(work: SyncWork, sync: SyncRow): Promise<void> {
  const { system, address, source, opened, signal } = work
  await setOpen(system, address, { status: 'listing', startedAt: sql`coalesce(started_at, now())` })
  for await (const page of opened.list({ cursor: sync.cursor, token: source.token })) {
    signal.throwIfAborted()
    await storePage(work, page)
    if (page.removed && page.removed.length > 0) await removeVanished(work, inArray(sourceItems.key, page.removed))
  }
}

/** Stores the page and the next cursor in one transaction. */
async function storePage({ system, address, opened }: SyncWork, page: ItemPage): Promise<void> {
  const { cursor, isDelta = false, token = null } = page
  await system.db.transaction(async (tx) => {
    const left = await addFound(tx, address, page.items, opened.maxItems)
    const cutOff = page.cutOff ?? left
    const isLast = cursor === null
    const progress = {
      cursor,
      isDelta,
      isListed: isLast,
      ...(isLast ? { token } : {}),
      ...(cutOff ? cutOffColumns(cutOff) : {}),
    }
    await tx.update(sourceSyncs).set(progress).where(ofSync(address))
    // Items that failed last time are retried, even if the source lists only changes.
    if (isLast && isDelta)
      await tx
        .update(sourceItems)
        .set({ syncId: address.syncId, pending: true })
        .where(
          and(
            eq(sourceItems.sourceId, address.sourceId),
            isNotNull(sourceItems.error),
            sql`${sourceItems.syncId} <> ${address.syncId}`,
          ),
        )
  })
}

/** Skips items that the source itself reports as unchanged, with one statement for all of them. */
async function skipUnchanged({ system, address }: SyncWork): Promise<void> {
  const broken = sql`exists (select 1 from ${documents} d where d.source_id = ${sourceItems.sourceId} and d.source_key = ${sourceItems.key} and d.status = 'failed')`
  await system.db.transaction(async (tx) => {
    const unchanged = await tx
      .update(sourceItems)
      .set({ pending: false })
      .where(
        and(
          eq(sourceItems.sourceId, address.sourceId),
          eq(sourceItems.syncId, address.syncId),
          eq(sourceItems.pending, true),
          eq(sourceItems.revision, sourceItems.listedRevision),
          isNotNull(sourceItems.fingerprint),
          isNull(sourceItems.error),
          sql`not ${broken}`,
        ),
      )
      .returning({ key: sourceItems.key })
    if (unchanged.length > 0) await countUnchanged(tx, address, unchanged.length)
  })
}

async function fetchAll(work: SyncWork): Promise<void> {
  const { system, address, opened, signal } = work
  for (;;) {
    const batch = await system.db
      .select()
      .from(sourceItems)
      .where(
        and(
          eq(sourceItems.syncId, address.syncId),
          eq(sourceItems.sourceId, address.sourceId),
          eq(sourceItems.pending, true),
        ),
      )
      // Items that failed last time come last: if they fail again and end the sync, the others have been read.
      .orderBy(sql`${sourceItems.error} is not null`, asc(sourceItems.rank), asc(sourceItems.key))
      .limit(BATCH)
    if (batch.length === 0) return
    const waiting = batch.values()
    const worker = async () => {
      for (const item of waiting) {
        signal.throwIfAborted()
        await processItem(work, item)
      }
    }
    const settled = await Promise.allSettled(Array.from({ length: opened.parallel }, worker))
    const broken = settled.find((result) => result.status === 'rejected')
    if (broken) throw broken.reason
  }
}

async function waitForDocuments({ system, address, signal }: SyncWork): Promise<void> {
  while ((await system.db.$count(documents, unfinishedOf(address.workspaceId, address.sourceId))) > 0)
    await wait(POLL_INTERVAL_MS, undefined, { signal })
}

/** A fetched file that could not be parsed is a failure of the sync, and is retried next time. */
async function reportBrokenDocuments({ system, address }: SyncWork): Promise<void> {
  const isInReport = and(
    eq(sourceSyncItems.syncId, address.syncId),
    inArray(sourceSyncItems.outcome, ['added', 'updated']),
  )
  await system.db.transaction(async (tx) => {
    const broken = await tx
      .select({
        key: sourceSyncItems.key,
        name: sourceSyncItems.name,
        url: sourceSyncItems.url,
        outcome: sourceSyncItems.outcome,
        documentId: documents.id,
        reason: documents.error,
        reasonRef: documents.errorRef,
      })
      .from(sourceSyncItems)
      .innerJoin(documents, and(eq(documents.id, sourceSyncItems.documentId), eq(documents.status, 'failed')))
      .where(isInReport)
    if (broken.length === 0) return
    const keys = broken.map(({ key }) => key)
    await tx.delete(sourceSyncItems).where(and(isInReport, inArray(sourceSyncItems.key, keys)))
    const added = broken.filter(({ outcome }) => outcome === 'added').length
    await tx
      .update(sourceSyncs)
      .set({
        added: sql`${sourceSyncs.added} - ${added}`,
        updated: sql`${sourceSyncs.updated} - ${broken.length - added}`,
      })
      .where(ofSync(address))
    await report(
      tx,
      address,
      broken.map(({ reason, reasonRef, ...line }) => ({
        ...line,
        outcome: 'failed',
        reason: reason === null ? null : storedProblem(reason, reasonRef),
      })),
    )
    await tx
      .update(sourceItems)
      .set({ error: problem('sources.itemUnreadable').message })
      .where(and(eq(sourceItems.sourceId, address.sourceId), inArray(sourceItems.key, keys)))
  })
}

function watchForCancel({ db }: System, address: SyncData, controller: AbortController): () => void {
  const timer = setInterval(() => {
    void db
      .select({ status: sourceSyncs.status })
      .from(sourceSyncs)
      .where(ofSync(address))
      .then(([row]) => {
        if (!row || row.status === 'cancelled')
          controller.abort(new AppError('CANCELLED', problem('sources.syncCancelled')))
      })
      // The sync itself handles an unreachable database.
      .catch(() => {})
  }, POLL_INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Updates a sync unless it was cancelled meanwhile. */
async function setOpen(
  { db }: System,
  address: SyncData,
  values: Parameters<ReturnType<typeof db.update<typeof sourceSyncs>>['set']>[0],
): Promise<void> {
  await db
    .update(sourceSyncs)
    .set(values)
    .where(and(ofSync(address), inArray(sourceSyncs.status, [...OPEN])))
}

const isOpen = ({ status }: SyncRow) => OPEN.some((openStatus) => openStatus === status)
const openFailure = (error: unknown) => (AppError.isInstance(error) ? pickProblem(error) : problem('sources.notOpened'))
