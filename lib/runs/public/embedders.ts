import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { apps } from '@/lib/db/schema/apps'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { GraphNode } from '@/lib/graph/graph'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { estimateTokens } from '@/lib/models/estimate-tokens'
import { findActiveIndex } from '@/lib/rag/indexes/read-indexes'
import { workspaceModels } from '@/lib/services/gateway/workspace-models'
import type { System } from '@/lib/services/system'
import { findLiveApps, liveGraph } from '@/lib/services/versions/live-apps'
import { callerOf } from './caller-of-key'
import type { EmbedderBackend, PublicEmbedder } from './embedder-types'

const BUILT_IN: PublicEmbedder = {
  name: BUILTIN_EMBEDDER.id,
  model: { connection: 'builtin', model: 'all-MiniLM-L6-v2' },
}

/** Embedding models for API keys: a key can only use connections that its apps already use. */
export function publicEmbedders(system: System): EmbedderBackend {
  const { db } = system
  return {
    listEmbedders: async ({ appIds, workspaceId, environment }) => {
      const isApp = and(inArray(apps.id, [...appIds]), eq(apps.workspaceId, workspaceId))
      const live = appIds.length === 0 ? [] : await findLiveApps(db, isApp, environment ?? undefined)
      const graphs = await Promise.all(live.map((app) => liveGraph(db, app)))
      const nodes = graphs.flatMap((graph) => graph.nodes)
      const knowledgeBaseIds = new Set(nodes.flatMap(({ config }) => idIn(config.knowledgeBaseId)))
      const indexes = await Promise.all(
        [...knowledgeBaseIds].map((knowledgeBaseId) => findActiveIndex(db, { workspaceId, knowledgeBaseId })),
      )
      const models = [...nodes.flatMap(modelOf), ...indexes.flatMap((index) => index?.embedder ?? [])]
      const connected = models.filter(({ connection }) => connection !== 'builtin')
      return [BUILT_IN, ...distinct(connected).map((model) => ({ name: model.model, model }))]
    },
    embed: async ({ key, embedder: { model }, texts, endUser, signal }) => {
      const models = workspaceModels({ system, caller: callerOf(key, endUser) })
      const { vectors, usage } = await models.embedWith({ model, texts, use: 'document', signal })
      return { vectors, tokens: usage?.inputTokens ?? (await estimateTokens(texts.join('\n'))) }
    },
  }
}

const idIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : [])

/** The embedding step names its model; a step without one has the built-in model. */
const EmbedStep = z.looseObject({ model: z.strictObject({ connection: z.string(), model: z.string() }) })

function modelOf({ type, config }: GraphNode): ModelRef[] {
  const parsed = EmbedStep.safeParse(config)
  return type === 'embed-text' && parsed.success ? [parsed.data.model] : []
}

/** Of models with the same name, keeps the one of the first connection. */
function distinct(models: readonly ModelRef[]): ModelRef[] {
  return [...new Map(models.toReversed().map((model) => [model.model, model])).values()].toReversed()
}
