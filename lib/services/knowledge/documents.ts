import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import {
  type DocumentView,
  type deleteDocument as deleteContract,
  type listChunks as listChunksContract,
  type listDocuments as listContract,
  MAX_UPLOAD_BYTES,
  type retryDocument as retryContract,
  type uploadDocument as uploadContract,
} from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { toDisplayName } from '@/lib/files/display-name'
import { sniffFile } from '@/lib/files/sniff'
import { deleteFile, putFile } from '@/lib/files/store'
import { activeIndex } from '@/lib/rag/indexes/read-indexes'
import { requireRole, type ServiceContext, type Upload, type Verb } from '../context'
import { type DocumentRow, getDocumentRow, getKnowledgeBaseRow } from './get-knowledge-base-row'
import { ingestJob } from './ingest-job'

export const listDocuments: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const found = await ctx.db
    .select()
    .from(documents)
    .where(and(eq(documents.knowledgeBaseId, params.knowledgeBaseId), eq(documents.workspaceId, ctx.workspace.id)))
    .orderBy(desc(documents.createdAt))
  return { documents: found.map(view) }
}

export const uploadDocument: Verb<typeof uploadContract> = async ({ ctx, params, upload }) => {
  requireRole(ctx, 'editor')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const file = checkUpload(upload)
  const [before] = await ctx.db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.knowledgeBaseId, params.knowledgeBaseId),
        eq(documents.name, file.name),
        eq(documents.workspaceId, ctx.workspace.id),
      ),
    )
  if (before && before.sha256 === file.sha256 && before.status !== 'failed')
    return { document: view(before), unchanged: true }
  const fileId = await putFile(ctx.workspace.id, upload.bytes)
  const stored = await storeDocument(ctx, params.knowledgeBaseId, {
    ...file,
    fileId,
    sizeBytes: upload.bytes.byteLength,
  })
  if (before) await deleteFile(ctx.workspace.id, before.fileId)
  await enqueue(ctx, stored)
  return { document: view(stored), unchanged: false }
}

export const deleteDocument: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getDocumentRow(ctx.db, ctx.workspace.id, params)
  await ctx.db.delete(documents).where(and(eq(documents.id, row.id), eq(documents.workspaceId, ctx.workspace.id)))
  await deleteFile(ctx.workspace.id, row.fileId)
  return { ok: true }
}

export const retryDocument: Verb<typeof retryContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getDocumentRow(ctx.db, ctx.workspace.id, params)
  const [queued] = await ctx.db
    .update(documents)
    .set({ status: 'queued', progress: 0, error: null, updatedAt: ctx.now() })
    .where(and(eq(documents.id, row.id), eq(documents.workspaceId, ctx.workspace.id)))
    .returning()
  await enqueue(ctx, row)
  return view(queued ?? row)
}

export const listChunks: Verb<typeof listChunksContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const row = await getDocumentRow(ctx.db, ctx.workspace.id, params)
  const index = await activeIndex(ctx.db, { ...params, workspaceId: ctx.workspace.id })
  const found = await ctx.db
    .select({
      id: chunks.id,
      ordinal: chunks.ordinal,
      text: chunks.text,
      headings: chunks.headings,
      page: chunks.page,
      start: chunks.startOffset,
      end: chunks.endOffset,
      tokenCount: chunks.tokenCount,
    })
    .from(chunks)
    .where(
      and(
        eq(chunks.documentId, row.id),
        eq(chunks.indexId, index.id),
        eq(chunks.workspaceId, ctx.workspace.id),
        gt(chunks.ordinal, query.after),
      ),
    )
    .orderBy(asc(chunks.ordinal))
    .limit(query.limit)
  return { chunks: found, total: row.chunkCount }
}

function checkUpload(upload: Upload): { name: string; mimeType: string; sha256: string } {
  const name = toDisplayName(upload.fileName)
  if (upload.bytes.byteLength === 0) throw new AppError('INVALID_INPUT', `${name} is empty.`)
  if (upload.bytes.byteLength > MAX_UPLOAD_BYTES) throw new AppError('TOO_LARGE', `${name} is larger than 25 MB.`)
  const { mimeType } = sniffFile({ bytes: upload.bytes, fileName: name, declaredType: upload.mimeType })
  return { name, mimeType, sha256: createHash('sha256').update(upload.bytes).digest('hex') }
}

interface StoredFile {
  name: string
  mimeType: string
  sha256: string
  fileId: string
  sizeBytes: number
}

/** A new version of a file of the same name takes its place; its chunks serve until the new ones are there. */
async function storeDocument(ctx: ServiceContext, knowledgeBaseId: string, file: StoredFile): Promise<DocumentRow> {
  const fresh = { ...file, status: 'queued' as const, progress: 0, error: null }
  const [row] = await ctx.db
    .insert(documents)
    .values({ id: newId(), workspaceId: ctx.workspace.id, knowledgeBaseId, ...fresh })
    .onConflictDoUpdate({
      target: [documents.knowledgeBaseId, documents.name],
      set: { ...fresh, updatedAt: sql`now()` },
      setWhere: eq(documents.workspaceId, ctx.workspace.id),
    })
    .returning()
  if (!row) throw new AppError('INTERNAL', 'The document was not stored.')
  return row
}

function enqueue(ctx: ServiceContext, row: Pick<DocumentRow, 'id' | 'knowledgeBaseId'>): Promise<void> {
  const data = { workspaceId: ctx.workspace.id, knowledgeBaseId: row.knowledgeBaseId, documentId: row.id }
  return ctx.system.jobs.send(ingestJob, data, { key: row.id })
}

const view = (row: DocumentRow): DocumentView => ({
  id: row.id,
  name: row.name,
  mimeType: row.mimeType,
  sizeBytes: row.sizeBytes,
  status: row.status,
  progress: row.progress,
  error: row.error,
  pageCount: row.pageCount,
  chunkCount: row.chunkCount,
  language: row.language,
  createdAt: row.createdAt.toISOString(),
})
