import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { createHttpAdapter } from '@/lib/egress/http-adapter'
import type { EnginePorts } from '@/lib/engine/ports'
import { answerFromPassages } from '@/lib/models/builtin/answer-from-passages'
import { classify } from '@/lib/models/builtin/classify'
import { embedTexts } from '@/lib/models/builtin/embedder'
import { createModelPorts } from '@/lib/models/create-model-ports'
import { createMcpAdapter } from '@/lib/models/mcp-client'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { readTermStatistics } from '@/lib/rag/search/term-statistics'
import { sandboxAdapter } from '@/lib/sandbox/sandbox-adapter'
import { defaultChatModel, resolveConnection } from '@/lib/services/connections/resolve-connection'
import { workspaceEgress } from '@/lib/services/governance/workspace-egress'
import { getKnowledgeBaseRow } from '@/lib/services/knowledge/get-knowledge-base-row'
import { revealSecret } from '@/lib/services/secrets/secrets'
import type { System } from '@/lib/services/system'

export interface RunScope {
  system: System
  workspaceId: string
  /** Collects every secret that the run has seen, for redaction. */
  secretsSeen: Set<string>
  /** Runs another app of the workspace inside this run. */
  apps: EnginePorts['apps']
}

/** Everything a node can reach, bound to the run's workspace. */
export function createEnginePorts({ system, workspaceId, secretsSeen, apps }: RunScope): EnginePorts {
  const ctx = { db: system.db, system, workspace: { id: workspaceId, name: '' } }
  const remember = (value: string) => {
    secretsSeen.add(value)
    return value
  }
  const fetch = workspaceEgress(system.db, workspaceId)
  return {
    models: createModelPorts({
      fetch,
      resolveConnection: async (connectionId) => {
        const connection = await resolveConnection(ctx, connectionId)
        if (connection.apiKey !== null) remember(connection.apiKey)
        return connection
      },
      defaultChat: () => defaultChatModel(ctx),
      builtin: builtinModels(system, workspaceId),
    }),
    knowledge: {
      search: async ({ knowledgeBaseId, query, limit, signal }) => {
        const knowledgeBase = await getKnowledgeBaseRow(system.db, workspaceId, knowledgeBaseId).catch(
          (cause: unknown) => {
            throw new AppError('NOT_FOUND', 'The knowledge base of this step is gone. Choose another.', { cause })
          },
        )
        const found = await searchChunks({
          db: system.db,
          workspaceId,
          knowledgeBaseId: knowledgeBase.id,
          query,
          limit,
          embed: embedTexts,
          signal,
        })
        return found.passages
      },
    },
    http: createHttpAdapter(fetch),
    sandbox: sandboxAdapter,
    mcp: createMcpAdapter({ fetch }),
    apps,
    secrets: { reveal: async (request) => remember(await revealSecret(ctx, request)) },
  }
}

/** What works without any service; how rare a term is, the knowledge base of the best passage tells. */
function builtinModels(
  { db }: System,
  workspaceId: string,
): Pick<EnginePorts['models'], 'embed' | 'answerFromPassages' | 'classify'> {
  return {
    embed: ({ texts, signal }) => embedTexts(texts, { signal }),
    answerFromPassages: (request) =>
      answerFromPassages(request, {
        embed: embedTexts,
        termIdf: async (terms, passages) => {
          const knowledgeBaseId = passages[0]?.knowledgeBaseId ?? ''
          return (await readTermStatistics(db, { workspaceId, knowledgeBaseId }, terms)).idf
        },
      }),
    classify,
  }
}
