import 'server-only'
import type { createApp as createAppContract, duplicateApp as duplicateAppContract } from '@/lib/contracts/apps'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { appImports } from '@/lib/db/schema/app-imports'
import { apps } from '@/lib/db/schema/apps'
import { emptyGraph } from '@/lib/graph/graph'
import { blankApps } from '@/lib/templates/blank-apps'
import { templates } from '@/lib/templates/templates'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { getKnowledgeBaseRow } from '../knowledge/get-knowledge-base-row'
import { insertKnowledgeBase } from '../knowledge/insert-knowledge-base'
import { fillGraph } from '../templates/fill-graph'
import { selectOpenConnections } from '../templates/open-connections'
import { detailOf } from './app-summaries'
import { checkGraph } from './check-graph'
import { creatorOf } from './creator-of'
import { getAppRow } from './get-app-row'

export const createApp: Verb<typeof createAppContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const template =
    body.templateId === undefined ? null : [...templates, ...blankApps].find(({ id }) => id === body.templateId)
  if (template === undefined) throw notFound('missing.template')
  const appId = newId()
  await ctx.db.transaction(async (tx) => {
    const needsDocuments = template?.needs.includes('documents') ?? false
    const knowledgeBaseId = needsDocuments ? await selectKnowledgeBase(tx, ctx, body) : null
    const graph = template
      ? fillGraph(template.graph, {
          knowledgeBaseId,
          address: body.address,
          connections: await selectOpenConnections({ db: tx, workspace: ctx.workspace }),
        })
      : (body.graph ?? emptyGraph())
    await tx.insert(apps).values({
      id: appId,
      workspaceId: ctx.workspace.id,
      name: body.name,
      // A description for end users; that of the template is written for app builders.
      description: body.description,
      kind: template?.kind ?? body.kind,
      icon: template?.icon ?? body.icon,
      createdBy: creatorOf(ctx),
      draft: checkGraph(graph),
    })
    if (body.importReport)
      await tx.insert(appImports).values({ appId, workspaceId: ctx.workspace.id, report: body.importReport })
  })
  return detailOf(ctx.db, ctx.workspace.id, appId)
}

export const duplicateApp: Verb<typeof duplicateAppContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const source = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const appId = newId()
  // Copies only the draft. Versions, address, keys and allowed origins stay with the original, so that a copy is not
  // publicly accessible.
  await ctx.db.insert(apps).values({
    id: appId,
    workspaceId: ctx.workspace.id,
    name: `${source.name} (copy)`.slice(0, 120),
    description: source.description,
    kind: source.kind,
    icon: source.icon,
    color: source.color,
    tags: source.tags,
    createdBy: creatorOf(ctx),
    draft: source.draft,
  })
  return detailOf(ctx.db, ctx.workspace.id, appId)
}

async function selectKnowledgeBase(
  tx: Transaction,
  ctx: ServiceContext,
  body: { name: string; knowledgeBaseId?: string | undefined },
): Promise<string> {
  if (body.knowledgeBaseId === undefined)
    return insertKnowledgeBase(tx, ctx, { name: `${body.name}: documents`, description: '' })
  return (await getKnowledgeBaseRow(tx, ctx.workspace.id, body.knowledgeBaseId)).id
}
