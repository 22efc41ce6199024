import 'server-only'
import { and, asc, eq, gt } from 'drizzle-orm'
import type {
  deleteDocument as deleteContract,
  listChunks as listChunksContract,
  retryDocument as retryContract,
  uploadDocument as uploadContract,
} from '@/lib/contracts/knowledge'
import { parseJson } from '@/lib/core/json'
import { DocumentAccess, normalizeAccess } from '@/lib/core/knowledge/document-access'
import { DocumentMetadata } from '@/lib/core/knowledge/document-metadata'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { toDisplayName } from '@/lib/files/display-name'
import { activeIndex } from '@/lib/rag/indexes/read-indexes'
import { isCounted } from '@/lib/rag/ingest/hidden-chunks'
import { notFound, requireRole, type Verb } from '../context'
import { documentView } from './documents/document-view'
import { trashDocuments } from './documents/trash-documents'
import { getDocumentRow, getKnowledgeBaseRow } from './get-knowledge-base-row'
import { checkMetadata } from './sources/described-documents'
import { enqueueDocument, storeDocument } from './store-document'
import { maySee } from './viewer-of-caller'

export const uploadDocument: Verb<typeof uploadContract> = async ({ ctx, params, query, upload }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const stored = await storeDocument(ctx.system, {
    workspaceId: ctx.workspace.id,
    knowledgeBaseId: params.knowledgeBaseId,
    name: toDisplayName(upload.fileName),
    bytes: upload.bytes,
    declaredType: upload.mimeType,
    given: {
      access: query.access === undefined ? null : normalizeAccess(parseJson(DocumentAccess, query.access)),
      metadata: query.metadata === undefined ? {} : checkMetadata(base, parseJson(DocumentMetadata, query.metadata)),
    },
  })
  return { document: documentView(stored.document), unchanged: stored.unchanged }
}

/** Moves a document to the trash. */
export const deleteDocument: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getDocumentRow(ctx.db, ctx.workspace.id, params)
  await trashDocuments(ctx, row.knowledgeBaseId, [row.id])
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
  await enqueueDocument(ctx.system, row)
  return documentView(queued ?? row)
}

export const listChunks: Verb<typeof listChunksContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const row = await getDocumentRow(ctx.db, ctx.workspace.id, params)
  if (!maySee(ctx.actor, row.access)) throw notFound('missing.document')
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
        isCounted('chunks', { workspaceId: ctx.workspace.id, indexId: index.id }),
      ),
    )
    .orderBy(asc(chunks.ordinal))
    .limit(query.limit)
  return { chunks: found, total: row.chunkCount }
}
