import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type {
  createKnowledgeBase as createContract,
  deleteKnowledgeBase as deleteContract,
  getKnowledgeBase as getContract,
  KnowledgeBaseView,
  listKnowledgeBases as listContract,
  updateKnowledgeBase as updateContract,
} from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { DEFAULT_OCR, type OcrSettings } from '@/lib/core/knowledge/ocr-settings'
import { documents, knowledgeBases, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { deleteFile } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import { installedOcrLanguages } from '@/lib/rag/ocr/languages'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { deleteDocuments } from './documents/delete-documents'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'
import { insertKnowledgeBase } from './insert-knowledge-base'
import { seenBy } from './viewer-of-caller'

export const listKnowledgeBases: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return { knowledgeBases: await selectKnowledgeBases(ctx) }
}

export const createKnowledgeBase: Verb<typeof createContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  return viewOf(ctx, await insertKnowledgeBase(ctx.db, ctx, body))
}

export const getKnowledgeBase: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return viewOf(ctx, params.knowledgeBaseId)
}

export const updateKnowledgeBase: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  if (body.ocr) checkLanguages(body.ocr)
  await ctx.db
    .update(knowledgeBases)
    .set({ ...definedOnly({ name: body.name, description: body.description, ocr: body.ocr }), updatedAt: ctx.now() })
    .where(and(eq(knowledgeBases.id, params.knowledgeBaseId), eq(knowledgeBases.workspaceId, ctx.workspace.id)))
  return viewOf(ctx, params.knowledgeBaseId)
}

export const deleteKnowledgeBase: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const files = await ctx.db.transaction(async (tx) => {
    const found = await deleteDocuments(tx, ctx.workspace.id, eq(documents.knowledgeBaseId, params.knowledgeBaseId))
    await tx
      .delete(knowledgeBases)
      .where(and(eq(knowledgeBases.id, params.knowledgeBaseId), eq(knowledgeBases.workspaceId, ctx.workspace.id)))
    return found
  })
  await Promise.all(files.map((fileId) => deleteFile(ctx.workspace.id, fileId)))
  return { ok: true }
}

/** @throws INVALID_INPUT */
function checkLanguages({ isOn, languages }: OcrSettings): void {
  const installed = installedOcrLanguages()
  const missing = isOn ? languages.find((language) => !installed.includes(language)) : undefined
  if (missing) throw new AppError('INVALID_INPUT', problem('documents.ocrLanguageMissing', { language: missing }))
}

async function viewOf(ctx: ServiceContext, id: string): Promise<KnowledgeBaseView> {
  const found = (await selectKnowledgeBases(ctx, id))[0]
  if (!found) throw notFound('missing.knowledgeBase')
  return found
}

async function selectKnowledgeBases(
  { db, workspace, actor }: ServiceContext,
  id?: string,
): Promise<KnowledgeBaseView[]> {
  const found = await db
    .select({
      id: knowledgeBases.id,
      name: knowledgeBases.name,
      description: knowledgeBases.description,
      embedder: sql<string>`concat(${knowledgeIndexes.embedder}->>'connection', '/', ${knowledgeIndexes.embedder}->>'model')`,
      ocr: knowledgeBases.ocr,
      updatedAt: knowledgeBases.updatedAt,
      documentCount: sql<number>`count(${documents.id})`.mapWith(Number),
      chunkCount: sql<number>`coalesce(sum(${documents.chunkCount}), 0)`.mapWith(Number),
      failedCount: sql<number>`count(*) filter (where ${documents.status} = 'failed')`.mapWith(Number),
      pendingCount: sql<number>`count(*) filter (where ${documents.status} not in ('failed', 'ready'))`.mapWith(Number),
    })
    .from(knowledgeBases)
    .leftJoin(knowledgeIndexes, eq(knowledgeIndexes.id, knowledgeBases.activeIndexId))
    .leftJoin(
      documents,
      and(eq(documents.knowledgeBaseId, knowledgeBases.id), isNull(documents.deletedAt), seenBy(actor)),
    )
    .where(and(eq(knowledgeBases.workspaceId, workspace.id), id === undefined ? undefined : eq(knowledgeBases.id, id)))
    .groupBy(knowledgeBases.id, knowledgeIndexes.id)
    .orderBy(desc(knowledgeBases.updatedAt))
  const installed = installedOcrLanguages()
  return found.map(({ ocr, updatedAt, ...row }) => ({
    ...row,
    ocr: { ...(ocr ?? DEFAULT_OCR), installed },
    updatedAt: updatedAt.toISOString(),
  }))
}
