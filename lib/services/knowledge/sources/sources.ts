import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/knowledge-sources'
import type { SourceView } from '@/lib/contracts/knowledge-sources'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { normalizeAccess } from '@/lib/core/knowledge/document-access'
import { newId } from '@/lib/core/new-id'
import { documents } from '@/lib/db/schema/knowledge'
import { knowledgeSources } from '@/lib/db/schema/knowledge-sources'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { env } from '@/lib/platform/env'
import { emitAudit } from '../../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { nextTimes } from '../../schedules/cron'
import { trashDocuments } from '../documents/trash-documents'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { createSync } from './create-sync'
import { checkMetadata, updateDocumentDefaults } from './described-documents'
import { getSourceRow, type SourceRow } from './get-source-row'
import { openSource } from './open-source'
import { checkSettings, requireManifest, requireNewSecret, sealSecret, storedSecret } from './source-settings'
import { sourceViews } from './source-views'

const MAX_SOURCES = 50
const SHOWN_ITEMS = 10
const TEST_MS = 30_000

export const listSourceKinds: Verb<typeof contract.listSourceKinds> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return { folders: [...env().knowledgeFolders.keys()] }
}

export const listSources: Verb<typeof contract.listSources> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const found = await ctx.db
    .select()
    .from(knowledgeSources)
    .where(
      and(
        eq(knowledgeSources.knowledgeBaseId, params.knowledgeBaseId),
        eq(knowledgeSources.workspaceId, ctx.workspace.id),
      ),
    )
    .orderBy(asc(knowledgeSources.name))
  return { sources: await sourceViews(ctx.db, ctx.workspace.id, found) }
}

export const createSource: Verb<typeof contract.createSource> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const isOfBase = and(
    eq(knowledgeSources.knowledgeBaseId, base.id),
    eq(knowledgeSources.workspaceId, ctx.workspace.id),
  )
  if ((await ctx.db.$count(knowledgeSources, isOfBase)) >= MAX_SOURCES)
    throw new AppError('LIMIT_EXCEEDED', problem('sources.tooMany', { max: MAX_SOURCES }))
  const manifest = requireManifest(body.kind)
  const settings = checkSettings(manifest, body.settings)
  const id = newId()
  const sealed = await sealSecret(ctx, id, manifest, body.secret ?? null)
  const row = await ctx.db.transaction(async (tx) => {
    const [source] = await tx
      .insert(knowledgeSources)
      .values({
        id,
        workspaceId: ctx.workspace.id,
        knowledgeBaseId: base.id,
        kind: manifest.id,
        name: body.name,
        settings,
        ...sealed,
        cron: body.cron,
        timeZone: body.timeZone,
        nextSyncAt: nextOf(ctx, body),
        access: normalizeAccess(body.access),
        metadata: checkMetadata(base, body.metadata),
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      })
      .returning()
    if (!source) throw internalError('The source was not stored.')
    await createSync(tx, ctx.system, source, { cause: 'person', startedByName: nameOf(ctx) })
    const after = { name: source.name, kind: manifest.label, knowledgeBase: base.name }
    await emitAudit(tx, ctx, { action: 'source.create', subject: `source:${id}`, after })
    return source
  })
  return view(ctx, row)
}

export const updateSource: Verb<typeof contract.updateSource> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const before = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const manifest = requireManifest(before.kind)
  const settings = body.settings === undefined ? before.settings : checkSettings(manifest, body.settings)
  requireNewSecret(manifest, before, settings, body.secret)
  const sealed = body.secret === undefined ? {} : await sealSecret(ctx, before.id, manifest, body.secret)
  const schedule = {
    cron: body.cron === undefined ? before.cron : body.cron,
    timeZone: body.timeZone ?? before.timeZone,
  }
  const access = body.access === undefined ? before.access : normalizeAccess(body.access)
  const metadata = body.metadata === undefined ? before.metadata : checkMetadata(base, body.metadata)
  const hasMoved = JSON.stringify(settings) !== JSON.stringify(before.settings)
  const row = await ctx.db.transaction(async (tx) => {
    const [source] = await tx
      .update(knowledgeSources)
      .set({
        name: body.name ?? before.name,
        settings,
        ...sealed,
        ...schedule,
        nextSyncAt: nextOf(ctx, schedule),
        access,
        metadata,
        // A change token belongs to the previous settings.
        ...(hasMoved ? { token: null } : {}),
        updatedAt: ctx.now(),
      })
      .where(and(eq(knowledgeSources.id, before.id), eq(knowledgeSources.workspaceId, ctx.workspace.id)))
      .returning()
    await updateDocumentDefaults(tx, before, { access, metadata })
    await emitAudit(tx, ctx, {
      action: 'source.update',
      subject: `source:${before.id}`,
      before: { name: before.name },
      after: { name: body.name ?? before.name, fields: Object.keys(body) },
    })
    return source ?? before
  })
  return view(ctx, row)
}

export const deleteSource: Verb<typeof contract.deleteSource> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const isOfSource = and(eq(documents.sourceId, source.id), eq(documents.workspaceId, ctx.workspace.id))
  if (query.documents === 'remove') {
    const found = await ctx.db.select({ id: documents.id }).from(documents).where(isOfSource)
    await trashDocuments(
      ctx,
      source.knowledgeBaseId,
      found.map(({ id }) => id),
    )
  }
  await ctx.db.transaction(async (tx) => {
    await tx.update(documents).set({ sourceId: null }).where(isOfSource)
    await tx
      .delete(knowledgeSources)
      .where(and(eq(knowledgeSources.id, source.id), eq(knowledgeSources.workspaceId, ctx.workspace.id)))
    const before = { name: source.name, documents: query.documents }
    await emitAudit(tx, ctx, { action: 'source.delete', subject: `source:${source.id}`, before })
  })
  return { ok: true }
}

export const testSource: Verb<typeof contract.testSource> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const manifest = requireManifest(body.kind)
  const settings = checkSettings(manifest, body.settings)
  const secret = body.secret ?? (await storedSecret(ctx, manifest, settings, { ...params, sourceId: body.sourceId }))
  const until = AbortSignal.any([signal, AbortSignal.timeout(TEST_MS)])
  const options = {
    system: ctx.system,
    workspaceId: ctx.workspace.id,
    kind: manifest.id,
    settings,
    secret,
    signal: until,
  }
  const { source, explain } = await openSource(options)
  try {
    for await (const page of source.list({ cursor: null, token: null })) {
      const [first] = page.items
      if (!first && page.cursor !== null) continue
      const found = first ? await problemOf(() => source.fetch({ ...first, memo: null }), explain) : null
      const items = page.items.slice(0, SHOWN_ITEMS).map(({ name, url }) => ({ name, url }))
      return { items, hasMore: page.items.length > SHOWN_ITEMS || page.cursor !== null, ...problemColumns(found) }
    }
    return { items: [], hasMore: false, ...problemColumns(null) }
  } catch (error) {
    if (signal.aborted) throw error
    return {
      items: [],
      hasMore: false,
      ...problemColumns(until.aborted ? problem('sources.testTimeout') : explain(error)),
    }
  }
}

async function problemOf(
  fetch: () => ReturnType<Awaited<ReturnType<typeof openSource>>['source']['fetch']>,
  explain: (error: unknown) => Problem,
): Promise<Problem | null> {
  try {
    const fetched = await fetch()
    if (fetched.kind === 'gone') return problem('sources.nothingAtAddress')
    return fetched.kind === 'skipped' && (fetched.found ?? []).length === 0 ? fetched.reason : null
  } catch (error) {
    return explain(error)
  }
}

const problemColumns = (found: Problem | null) => ({
  problem: found?.message ?? null,
  problemRef: found && problemRef(found),
})

async function view(ctx: ServiceContext, row: SourceRow): Promise<SourceView> {
  const [found] = await sourceViews(ctx.db, ctx.workspace.id, [row])
  if (!found) throw internalError('The source was not read.')
  return found
}

function nextOf(ctx: ServiceContext, { cron, timeZone }: { cron: string | null; timeZone: string }): Date | null {
  return cron === null ? null : (nextTimes({ cron, timeZone }, ctx.now(), 1)[0] ?? null)
}

export const nameOf = ({ actor }: Pick<ServiceContext, 'actor'>): string =>
  actor.kind === 'user' ? actor.name : 'Patchbay'
