import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { type AnswerDependencies, answerFromPassages } from '@/lib/models/builtin/answer-from-passages'
import { classify } from '@/lib/models/builtin/classify'
import { embedTexts } from '@/lib/models/builtin/embedder'
import { createModelPorts } from '@/lib/models/create-model-ports'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { findActiveIndex } from '@/lib/rag/indexes/read-indexes'
import { readTermStatistics } from '@/lib/rag/lexical/ranking/read-term-statistics'
import { knownDefaultChat, resolveConnection } from '../connections/resolve-connection'
import { workspaceEgress } from '../governance/workspace-egress'
import type { System } from '../system'
import { predictByName } from '../training/predict-by-name'
import { workspaceGateway } from './workspace-gateway'

export interface WorkspaceModels {
  system: System
  caller: Caller
  /** False if the caller does not need streaming. */
  stream?: boolean
  /** Receives every secret used in a call, for redaction. */
  onSecret?: (secret: string) => void
}

/** All models of a workspace behind the gateway. Every run and job calls models through this. */
export function workspaceModels({
  system,
  caller,
  stream = true,
  onSecret = () => {},
}: WorkspaceModels): EnginePorts['models'] {
  const { workspaceId } = caller
  const { endUser, keyId } = caller.actsFor ?? caller
  const stickyKey = endUser ?? caller.userId ?? keyId ?? caller.runId ?? workspaceId
  const gateway = workspaceGateway(system, caller)
  const ctx = { db: system.db, system, workspace: { id: workspaceId, name: '' } }
  return createModelPorts({
    resolveConnection: async (connectionId) => {
      const connection = await resolveConnection(ctx, connectionId)
      for (const key of connection.keys) onSecret(key)
      return connection
    },
    defaultChat: () => knownDefaultChat(ctx),
    builtin: {
      ...builtinModels(system, workspaceId),
      predict: async ({ model, text, nodeId = null, signal, stickyKey: own = stickyKey }) => {
        const parts = { db: system.db, workspaceId, record: gateway.record }
        const { version, predictions } = await predictByName(parts, {
          name: model,
          texts: [text],
          stickyKey: own,
          nodeId,
          signal,
        })
        const [prediction] = predictions
        if (!prediction) throw new AppError('MODEL_FAILED', problem('models.embeddingFailed'))
        return { ...prediction, version }
      },
    },
    fetch: workspaceEgress(system.db, workspaceId, 'models'),
    onSecret,
    gateway,
    stickyKey,
    stream,
  })
}

/** Models that need no service. The term weights come from the knowledge base of the best passage. */
function builtinModels(
  { db }: System,
  workspaceId: string,
): Pick<EnginePorts['models'], 'embed' | 'answerFromPassages' | 'classify'> {
  const termIdf: AnswerDependencies['termIdf'] = async (terms, passages) => {
    const knowledgeBaseId = passages[0]?.knowledgeBaseId ?? ''
    const index = await findActiveIndex(db, { workspaceId, knowledgeBaseId })
    // Deleted since the passages were found: all terms weigh the same.
    if (!index) return () => 1
    return (await readTermStatistics(db, { workspaceId, indexId: index.id }, terms)).idf
  }
  return {
    embed: ({ texts, signal }) => embedTexts(texts, { signal }),
    answerFromPassages: (request) =>
      answerFromPassages(request, {
        embed: embedTexts,
        // Passages of a document attached to a message belong to no knowledge base.
        ...(request.passages[0]?.knowledgeBaseId === '' ? {} : { termIdf }),
      }),
    classify,
  }
}
