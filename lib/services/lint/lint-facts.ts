import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { findModel } from '@/lib/catalog/find-model'
import type { getLintFacts as contract, LintFactsView } from '@/lib/contracts/lint'
import type { Database } from '@/lib/db/database'
import { customApis } from '@/lib/db/schema/custom-apis'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { chunks, documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { workspaceTables } from '@/lib/db/schema/tables'
import { pluginOfServer } from '@/lib/graph/api-prefix'
import { requireRole, type Verb } from '../context'
import { readAllModelRules } from '../governance/model-rules'

export const getLintFacts: Verb<typeof contract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const rules = await readAllModelRules(ctx.db, ctx.workspace.id)
  return {
    today: ctx.now().toISOString().slice(0, 10),
    rules,
    models: rules.known.flatMap(({ provider, model }) => {
      const entry = model === '*' ? null : findModel(provider, model)
      if (!entry) return []
      const { contextTokens = null, retiresOn = null, replacement = null } = entry
      return [{ provider, model, contextTokens, retiresOn, replacement }]
    }),
    knowledgeBases: await readKnowledge(ctx.db, ctx.workspace.id),
    services: await readServices(ctx.db, ctx.workspace.id),
    choices: await readChoices(ctx.db, ctx.workspace.id),
  }
}

async function readServices(db: Database, workspaceId: string): Promise<LintFactsView['services']> {
  const [connections, apis, servers] = await Promise.all([
    db
      .select({ id: integrationConnections.id })
      .from(integrationConnections)
      .where(eq(integrationConnections.workspaceId, workspaceId)),
    db.select({ plugin: customApis.plugin }).from(customApis).where(eq(customApis.workspaceId, workspaceId)),
    db
      .select({ id: mcpServers.id, approved: mcpServers.approved })
      .from(mcpServers)
      .where(eq(mcpServers.workspaceId, workspaceId)),
  ])
  return {
    connections: connections.map(({ id }) => id),
    apis: [...apis.map(({ plugin }) => plugin), ...servers.map(({ id }) => pluginOfServer(id))],
    mcpServers: servers.map(({ id }) => id),
    idleMcpServers: servers.filter(({ approved }) => approved.length === 0).map(({ id }) => id),
  }
}

async function readChoices(db: Database, workspaceId: string): Promise<LintFactsView['choices']> {
  const [named, servers] = await Promise.all([
    db.select({ name: workspaceTables.name }).from(workspaceTables).where(eq(workspaceTables.workspaceId, workspaceId)),
    db
      .select({ id: mcpServers.id, name: mcpServers.name })
      .from(mcpServers)
      .where(eq(mcpServers.workspaceId, workspaceId)),
  ])
  return { tables: named.map(({ name }) => name), mcpServers: servers }
}

async function readKnowledge(db: Database, workspaceId: string): Promise<LintFactsView['knowledgeBases']> {
  const found = await db
    .select({
      id: knowledgeBases.id,
      name: knowledgeBases.name,
      passages: sql<number>`coalesce(sum(${documents.chunkCount}), 0)`.mapWith(Number),
      pending: sql<number>`count(*) filter (where ${documents.status} not in ('failed', 'ready'))`.mapWith(Number),
      bare: sql<boolean>`exists (select from ${chunks} where ${chunks.knowledgeBaseId} = ${knowledgeBases.id} and ${chunks.indexId} = ${knowledgeBases.activeIndexId} and ${chunks.workspaceId} = ${workspaceId} and ${chunks.embedding} is null)`,
    })
    .from(knowledgeBases)
    .leftJoin(documents, and(eq(documents.knowledgeBaseId, knowledgeBases.id), eq(documents.workspaceId, workspaceId)))
    .where(eq(knowledgeBases.workspaceId, workspaceId))
    .groupBy(knowledgeBases.id)
  return found.map(({ bare, ...base }) => ({
    ...base,
    problem: bare
      ? `“${base.name}” has passages without a vector, in a language that its embedding model does not read: they are found by their words alone. Choose a multilingual embedding model for it.`
      : null,
  }))
}
