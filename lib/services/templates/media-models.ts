import 'server-only'
import type { TemplateNeed } from '@/lib/contracts/templates'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { Graph } from '@/lib/graph/graph'
import { modelOptions } from '../connections/models'
import type { ServiceContext } from '../context'

/** Steps whose model has no default, by node type. */
const MEDIA = {
  'speech-to-text': { ability: 'transcribe', need: 'speech-model' },
  'text-to-speech': { ability: 'speak', need: 'voice-model' },
  'image-generation': { ability: 'image', need: 'image-model' },
} as const satisfies Record<string, { ability: string; need: TemplateNeed }>

/** For each need, a model of the workspace that fulfills it. */
export async function selectMediaModels(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
): Promise<ReadonlyMap<TemplateNeed, ModelRef>> {
  const options = await modelOptions(ctx)
  return new Map(
    Object.values(MEDIA).flatMap(({ ability, need }) => {
      const found = options.find((option) => option.ability === ability)
      return found ? [[need, { connection: found.connection, model: found.model }] as const] : []
    }),
  )
}

export function withMediaModels(graph: Graph, models: ReadonlyMap<TemplateNeed, ModelRef>): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const media = Object.entries(MEDIA).find(([type]) => type === node.type)?.[1]
      const model = media && models.get(media.need)
      return model ? { ...node, config: { ...node.config, model: { ...model } } } : node
    }),
  }
}

export function missingMedia(needs: readonly TemplateNeed[], models: ReadonlyMap<TemplateNeed, ModelRef>) {
  return Object.values(MEDIA).flatMap(({ need }) => (needs.includes(need) && !models.has(need) ? [need] : []))
}
