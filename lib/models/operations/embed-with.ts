import 'server-only'
import type { EmbedRequest, EnginePorts } from '@/lib/engine/ports'
import type { AskDependencies } from '../gateway/ask-target'
import { askOperation } from './ask-operation'
import { assertOwnModel, cannot } from './own-model'

type Embedded = Awaited<ReturnType<EnginePorts['models']['embedWith']>>

/** The engine's `embedWith` over a workspace's connections; the built-in embedder needs none. */
export async function embedWith(
  dependencies: AskDependencies,
  { model, texts, use, nodeId, signal }: EmbedRequest,
  builtin: EnginePorts['models']['embed'],
): Promise<Embedded> {
  if (texts.length === 0) return { vectors: [], usage: null }
  if (model.connection === 'builtin') return { vectors: await builtin({ texts, signal }), usage: null }
  assertOwnModel(model)
  const { answer, usage } = await askOperation(dependencies, {
    ability: 'embed',
    target: model,
    nodeId: nodeId ?? null,
    dataKinds: ['prompt'],
    sentCharacters: texts.reduce((sum, text) => sum + text.length, 0),
    signal,
    call: async (client, connection) => {
      if (client.embed) return client.embed(connection, { model: model.model, texts, use, signal })
      throw await cannot(dependencies, model, 'embeddings')
    },
    usageOf: ({ usage: counted }) => counted,
  })
  return { vectors: answer.vectors, usage }
}
