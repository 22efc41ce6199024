import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { createFromTemplate as contract } from '@/lib/contracts/templates'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { type AppSample, apps } from '@/lib/db/schema/apps'
import { datasets } from '@/lib/db/schema/datasets'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { deleteFile } from '@/lib/files/store'
import type { SampleDocument, TemplateSample } from '@/lib/templates/template'
import { detailOf } from '../apps/app-summaries'
import { checkGraph } from '../apps/check-graph'
import { creatorOf } from '../apps/creator-of'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { insertExamples } from '../datasets/insert-examples'
import { manualSource } from '../datasets/manual-source'
import { prepareExample } from '../datasets/prepare-example'
import { deleteDocuments } from '../knowledge/documents/delete-documents'
import { insertKnowledgeBase } from '../knowledge/insert-knowledge-base'
import { storeDocument } from '../knowledge/store-document'
import { fillGraph } from './fill-graph'
import { findTemplate } from './find-template'
import { selectMediaModels, withMediaModels } from './media-models'
import { selectOpenConnections } from './open-connections'

export const createFromTemplate: Verb<typeof contract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const template = await findTemplate(body.templateId)
  if (!template) throw notFound('missing.template')
  const sample = template.samples[body.locale]
  const needsDocuments = template.needs.includes('documents')
  const appId = newId()
  const models = await selectMediaModels(ctx)
  const created = await ctx.db.transaction(async (tx) => {
    const name = `${body.name}: sample`
    const knowledgeBaseId = needsDocuments ? await insertKnowledgeBase(tx, ctx, { name, description: '' }) : null
    const datasetId = await insertTickets(tx, ctx, { name, sample })
    const connections = await selectOpenConnections({ db: tx, workspace: ctx.workspace })
    const objects: AppSample = {
      templateId: template.id,
      locale: body.locale,
      knowledgeBaseIds: knowledgeBaseId === null ? [] : [knowledgeBaseId],
      datasetIds: datasetId === null ? [] : [datasetId],
    }
    await tx.insert(apps).values({
      id: appId,
      workspaceId: ctx.workspace.id,
      name: body.name,
      kind: template.kind,
      icon: template.icon,
      createdBy: creatorOf(ctx),
      draft: checkGraph(withMediaModels(fillGraph(template.graph, { knowledgeBaseId, connections }), models)),
      sample: objects,
    })
    return objects
  })
  try {
    for (const knowledgeBaseId of created.knowledgeBaseIds)
      for (const document of sample.documents ?? []) await storeSample(ctx, knowledgeBaseId, document)
  } catch (error) {
    await removeAll(ctx, appId, created)
    throw error
  }
  return detailOf(ctx.db, ctx.workspace.id, appId)
}

function storeSample(ctx: ServiceContext, knowledgeBaseId: string, { name, text }: SampleDocument) {
  const bytes = new TextEncoder().encode(text)
  return storeDocument(ctx.system, { workspaceId: ctx.workspace.id, knowledgeBaseId, name, bytes })
}

/** @returns the id of a data set with the sample's tickets; null if it has none */
async function insertTickets(
  tx: Transaction,
  ctx: ServiceContext,
  { name, sample }: { name: string; sample: TemplateSample },
): Promise<string | null> {
  const { tickets = [] } = sample
  if (tickets.length === 0) return null
  const datasetId = newId()
  const workspaceId = ctx.workspace.id
  const prepared = await Promise.all(tickets.map((ticket) => prepareExample(ticket)))
  await tx
    .insert(datasets)
    .values({ id: datasetId, workspaceId, name: name.slice(0, 120), kind: 'classification', createdBy: creatorOf(ctx) })
  const sourceId = await manualSource(tx, ctx, datasetId)
  const examples = prepared.map((example) => ({ ...example, split: null, runId: null }))
  await insertExamples(tx, { workspaceId, datasetId, sourceId, review: 'approved' }, examples)
  return datasetId
}

/** Files are stored outside the transaction, so a failure there removes what it committed. */
async function removeAll(ctx: ServiceContext, appId: string, created: AppSample): Promise<void> {
  const workspaceId = ctx.workspace.id
  const files = await ctx.db.transaction(async (tx) => {
    const found: string[] = []
    for (const id of created.knowledgeBaseIds) {
      found.push(...(await deleteDocuments(tx, workspaceId, eq(documents.knowledgeBaseId, id))))
      await tx.delete(knowledgeBases).where(and(eq(knowledgeBases.id, id), eq(knowledgeBases.workspaceId, workspaceId)))
    }
    for (const id of created.datasetIds)
      await tx.delete(datasets).where(and(eq(datasets.id, id), eq(datasets.workspaceId, workspaceId)))
    await tx.delete(apps).where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId)))
    return found
  })
  await Promise.all(files.map((fileId) => deleteFile(workspaceId, fileId)))
}
