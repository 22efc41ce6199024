import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import type {
  compareCustomApi as compareContract,
  createCustomApi as createContract,
  deleteCustomApi as deleteContract,
  listCustomApis as listContract,
  OperationChange,
  getCustomApiSelection as selectionContract,
  updateCustomApi as updateContract,
} from '@/lib/contracts/custom-apis/custom-apis'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { isDuplicate } from '@/lib/db/errors/sql-state'
import { customApis } from '@/lib/db/schema/custom-apis'
import { API_PREFIX } from '@/lib/graph/api-prefix'
import type { ActionChange } from '@/lib/import/openapi/action-changes'
import { compareActions } from '@/lib/import/openapi/compare-actions'
import { readOutline } from '@/lib/import/openapi/run-converter'
import { problem } from '@/lib/messages/problems/problem'
import type { ApiActionData } from '@/lib/plugins/imported/api-data'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { affectedNodes, appsUsing } from './affected-nodes'
import { type ApiRow, getApiRow, getVersionRow, listActions, listApiViews } from './api-rows'
import { convertSelection, type Selection } from './convert-selection'
import { loadDocument } from './document-store'
import { storeVersion } from './store-version'

export const listCustomApis: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return { apis: await listApiViews(ctx) }
}

export const createCustomApi: Verb<typeof createContract> = async ({ ctx, body, signal }) => {
  requireRole(ctx, 'editor')
  const { name, ...selection } = body
  const plugin = pluginOf(name)
  const converted = await convertSelection(ctx, selection, { plugin, name, ids: {}, reads: [] }, signal)
  const api = { id: newId(), workspaceId: ctx.workspace.id, plugin, name, version: 1 }
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(customApis).values(api)
      await storeVersion(tx, ctx, api, { selection, converted, before: null })
      const after = { name, server: selection.server, actions: converted.actions.length, reads: converted.reads }
      await emitAudit(tx, ctx, { action: 'custom-api.create', subject: `custom-api:${api.id}`, after })
    })
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('CONFLICT', problem('customApis.nameTaken', { name }))
    throw error
  }
  return viewOf(ctx, api.id)
}

/** `Swagger Petstore` -> `api-swagger-petstore`, also in other workspaces, so that moved apps find their API. */
function pluginOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 36)
    .replace(/-+$/, '')
  return `${API_PREFIX}${slug === '' ? newId().slice(-12) : slug}`
}

async function viewOf(ctx: ServiceContext, apiId: string) {
  const [view] = await listApiViews(ctx, apiId)
  return view ?? raiseMissing(apiId)
}

const raiseMissing = (apiId: string): never => {
  throw internalError(`The API ${apiId} was not stored.`)
}

export const getCustomApiSelection: Verb<typeof selectionContract> = async ({ ctx, params, signal }) => {
  requireRole(ctx, 'editor')
  const api = await getApiRow(ctx, params.customApiId)
  const version = await getVersionRow(ctx, api)
  const actions = await listActions(ctx, version)
  const { text, url } = await loadDocument(ctx, version.documentId)
  const outline = await readOutline({ text, documentUrl: url }, { signal })
  return {
    api: await viewOf(ctx, api.id),
    document: { documentId: version.documentId, url, outline },
    server: version.server,
    operations: actions.map(({ data }) => data.operation),
    reads: version.reads,
  }
}

export const compareCustomApi: Verb<typeof compareContract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const api = await getApiRow(ctx, params.customApiId)
  const { before, converted } = await convertNext(ctx, api, body, signal)
  const compared = compareActions(
    before.actions.map(({ data }) => data),
    converted.actions,
  )
  const nodes = await affectedNodes(ctx, api.plugin)
  const changeOf = (action: ApiActionData, changes: ActionChange[] = []): OperationChange => ({
    operation: action.operation,
    label: action.label,
    changes,
    nodes: nodes.get(action.id) ?? [],
  })
  const { baseUrl, hosts, connections } = before.version.manifest
  const next = converted.manifest
  return {
    added: compared.added.map((action) => changeOf(action)),
    removed: compared.removed.map((action) => changeOf(action)),
    changed: compared.changed.map(({ action, changes }) => changeOf(action, changes)),
    breaking: compared.breaking.map(({ action, changes }) => changeOf(action, changes)),
    isConnectionChanged: !isDeepStrictEqual(
      { baseUrl, hosts, connections },
      { baseUrl: next.baseUrl, hosts: next.hosts, connections: next.connections },
    ),
    unchangedCount: compared.unchanged.length,
  }
}

async function convertNext(ctx: ServiceContext, api: ApiRow, selection: Selection, signal: AbortSignal) {
  const version = await getVersionRow(ctx, api)
  const actions = await listActions(ctx, version)
  const ids = Object.fromEntries(actions.map(({ data }) => [data.operation, data.id]))
  const { plugin, name } = api
  const converted = await convertSelection(ctx, selection, { plugin, name, ids, reads: version.reads }, signal)
  return { before: { version, actions }, converted }
}

export const updateCustomApi: Verb<typeof updateContract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const { version, ...selection } = body
  const api = await getApiRow(ctx, params.customApiId)
  const changed = new AppError('CONFLICT', problem('customApis.changedMeanwhile'))
  if (api.version !== version) throw changed
  const { before, converted } = await convertNext(ctx, api, selection, signal)
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(customApis)
      .set({ version: version + 1, updatedAt: ctx.now() })
      .where(
        and(eq(customApis.id, api.id), eq(customApis.workspaceId, ctx.workspace.id), eq(customApis.version, version)),
      )
      .returning()
    if (!row) throw changed
    await storeVersion(tx, ctx, row, { selection, converted, before })
    await emitAudit(tx, ctx, {
      action: 'custom-api.update',
      subject: `custom-api:${api.id}`,
      before: { version, server: before.version.server, actions: before.actions.length, reads: before.version.reads },
      after: {
        version: row.version,
        server: selection.server,
        actions: converted.actions.length,
        reads: converted.reads,
      },
    })
  })
  return viewOf(ctx, api.id)
}

export const deleteCustomApi: Verb<typeof deleteContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const api = await getApiRow(ctx, params.customApiId)
  const uses = await appsUsing(ctx, api.plugin)
  if (uses.length > 0 && query.confirm === undefined)
    throw new AppError('CONFLICT', problem('customApis.inUse', { name: api.name, count: uses.length }), {
      details: { apps: uses.map(({ id, name }) => ({ id, name })) },
    })
  await ctx.db.transaction(async (tx) => {
    await tx.delete(customApis).where(and(eq(customApis.id, api.id), eq(customApis.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, {
      action: 'custom-api.delete',
      subject: `custom-api:${api.id}`,
      before: { name: api.name, version: api.version },
    })
  })
  return { ok: true }
}
