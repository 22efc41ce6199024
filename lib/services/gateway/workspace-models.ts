import 'server-only'
import type { EnginePorts } from '@/lib/engine/ports'
import { answerFromPassages } from '@/lib/models/builtin/answer-from-passages'
import { classify } from '@/lib/models/builtin/classify'
import { embedTexts } from '@/lib/models/builtin/embedder'
import { createModelPorts } from '@/lib/models/create-model-ports'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { readTermStatistics } from '@/lib/rag/search/term-statistics'
import { defaultChatModel, resolveConnection } from '../connections/resolve-connection'
import { workspaceEgress } from '../governance/workspace-egress'
import type { System } from '../system'
import { workspaceGateway } from './workspace-gateway'

export interface WorkspaceModels {
  system: System
  caller: Caller
  /** Told every secret that a call sees, for redaction. */
  onSecret?: (secret: string) => void
}

/** All models of a workspace behind the gateway: whoever calls one, a run or a job, calls it through this. */
export function workspaceModels({ system, caller, onSecret = () => {} }: WorkspaceModels): EnginePorts['models'] {
  const { workspaceId } = caller
  const ctx = { db: system.db, system, workspace: { id: workspaceId, name: '' } }
  return createModelPorts({
    resolveConnection: async (connectionId) => {
      const connection = await resolveConnection(ctx, connectionId)
      connection.keys.forEach(onSecret)
      return connection
    },
    defaultChat: () => defaultChatModel(ctx),
    builtin: builtinModels(system, workspaceId),
    fetch: workspaceEgress(system.db, workspaceId),
    onSecret,
    gateway: workspaceGateway(system, caller),
    stickyKey: caller.endUser ?? caller.userId ?? caller.keyId ?? caller.runId ?? workspaceId,
  })
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
