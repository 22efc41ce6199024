import 'server-only'
import { eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/dataset-sources'
import { MAX_DATASET_UPLOAD_BYTES } from '@/lib/contracts/dataset-sources'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { datasetSources } from '@/lib/db/schema/datasets'
import { toDisplayName } from '@/lib/files/display-name'
import { deleteFile, putFile, readFile } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type Verb } from '../context'
import { fillJob } from './fill/fill-job'
import { UploadSettings } from './fill/source-settings'
import { getDatasetRow, getSourceRow, type SourceRow } from './get-dataset-row'
import { mapRow, suggestMapping } from './parse/map-row'
import { readRows } from './parse/read-rows'
import { formatOfUpload, type UploadFormat } from './parse/upload-format'
import type { UploadRow } from './parse/upload-row'
import { viewSource } from './source-view'

const EXAMINED_ROWS = 200
const SHOWN_ROWS = 20
const SAMPLE_ROWS = 5

export const uploadSource: Verb<typeof contract.uploadSource> = async ({ ctx, params, upload, signal }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const { bytes } = upload
  const name = toDisplayName(upload.fileName)
  if (bytes.byteLength === 0) throw new AppError('INVALID_INPUT', problem('files.namedEmpty', { name }))
  if (bytes.byteLength > MAX_DATASET_UPLOAD_BYTES)
    throw new AppError('TOO_LARGE', problem('datasets.fileTooLarge', { name }))
  const format = formatOfUpload(name, bytes)
  const rows = await firstRows(bytes, format, signal)
  const good = rows.flatMap(({ values }) => (values === null ? [] : [values]))
  const columns = [...new Set(good.flatMap((values) => Object.keys(values)))].slice(0, 200)
  if (columns.length === 0)
    throw new AppError(
      'INVALID_INPUT',
      rows[0]?.error ? problem('datasets.noRowReadable', { reason: rows[0].error }) : problem('batches.noRows'),
    )
  const address = { workspaceId: ctx.workspace.id, datasetId: dataset.id }
  const fileId = await putFile(ctx.workspace.id, bytes)
  const id = newId()
  const suggested = suggestMapping(dataset.kind, columns)
  const settings: UploadSettings = {
    fileId,
    format,
    columns,
    suggested,
    sample: good.slice(0, SAMPLE_ROWS).map(shorten),
  }
  await ctx.db.insert(datasetSources).values({
    id,
    ...address,
    kind: 'upload',
    name,
    origin: name,
    status: 'draft',
    settings: { ...settings },
    createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
  })
  return viewSource(ctx.db, address, id)
}

export const previewUpload: Verb<typeof contract.previewUpload> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const { fileId, format } = requireDraft(await getSourceRow(ctx.db, ctx.workspace.id, params))
  const rows = (await firstRows(await readFile(ctx.workspace.id, fileId), format, signal)).map((row) => {
    if (row.values === null) return { line: row.line, data: null, ...reasonColumns(row.error) }
    const mapped = mapRow(dataset.kind, body.mapping, row.values)
    return mapped.ok
      ? { line: row.line, data: mapped.data, ...reasonColumns(null) }
      : { line: row.line, data: null, ...reasonColumns(mapped.reason) }
  })
  const rejected = rows.filter(({ data }) => data === null)
  const good = rows.filter(({ data }) => data !== null)
  const shown = [...rejected.slice(0, SHOWN_ROWS / 2), ...good].slice(0, SHOWN_ROWS).sort((a, b) => a.line - b.line)
  return { good: good.length, refused: rejected.length, rows: shown }
}

export const importUpload: Verb<typeof contract.importUpload> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const source = await getSourceRow(ctx.db, ctx.workspace.id, params)
  const settings = { ...requireDraft(source), mapping: body.mapping, review: body.review }
  const address = { workspaceId: ctx.workspace.id, datasetId: dataset.id }
  await ctx.db.transaction(async (tx) => {
    const name = body.name ?? source.name
    await tx
      .update(datasetSources)
      .set({ name, origin: body.origin || source.origin, licence: body.licence, settings, status: 'queued' })
      .where(eq(datasetSources.id, source.id))
    await ctx.system.jobs.send(
      fillJob,
      { ...address, sourceId: source.id },
      { key: source.id, group: ctx.workspace.id, tx },
    )
    await emitAudit(tx, ctx, {
      action: 'dataset.import',
      subject: `dataset:${dataset.id}`,
      after: { name: dataset.name, source: name },
    })
  })
  return viewSource(ctx.db, address, source.id)
}

/** Deletes the uploaded file once it is imported or discarded. */
export async function deleteUpload(source: Pick<SourceRow, 'workspaceId' | 'settings'>): Promise<void> {
  const upload = UploadSettings.safeParse(source.settings)
  if (upload.success) await deleteFile(source.workspaceId, upload.data.fileId)
}

/** @throws CONFLICT */
function requireDraft(source: SourceRow): UploadSettings {
  const settings = UploadSettings.safeParse(source.settings)
  if (source.status !== 'draft' || !settings.success)
    throw new AppError('CONFLICT', problem('datasets.alreadyImported'))
  return settings.data
}

async function firstRows(bytes: Uint8Array, format: UploadFormat, signal: AbortSignal): Promise<UploadRow[]> {
  const found: UploadRow[] = []
  for await (const rows of readRows({ bytes, format, limit: EXAMINED_ROWS, signal })) {
    found.push(...rows.slice(0, EXAMINED_ROWS - found.length))
    if (found.length >= EXAMINED_ROWS) break
  }
  return found
}

/** Shortens the values of a sample, which is only displayed. */
function shorten(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return [name, text.length > 300 ? `${text.slice(0, 300)}…` : value]
    }),
  )
}
