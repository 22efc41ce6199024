import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EmbedRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { callOperation } from './call-operation'
import type { OperationDependencies } from './call-operation-target'
import { fromVectors, toVectors, withOperationCache } from './operation-cache'

type Embedded = Awaited<ReturnType<EnginePorts['models']['embedWith']>>

/** The engine's `embedWith` over a workspace's connections and routes; the built-in embedding model needs neither. */
export async function embedWith(
  dependencies: OperationDependencies,
  request: EmbedRequest,
  builtin: EnginePorts['models']['embed'],
): Promise<Embedded> {
  const { model, texts, use, dims, cache, nodeId = null, signal } = request
  if (texts.length === 0) return { vectors: [], usage: null, decisions: [] }
  if (model.connection === 'builtin') return { vectors: await builtin({ texts, signal }), usage: null, decisions: [] }
  const cached = { services: dependencies.services, ability: 'embed', nodeId, dataKinds: ['prompt'] } as const
  const what = { ...cached, cache, key: [model.connection, model.model, use, dims ?? null, texts] }
  const { answer, ...call } = await withOperationCache(what, { toText: fromVectors, fromText: toVectors }, async () => {
    const { answer: found, ...rest } = await callOperation(dependencies, {
      ability: 'embed',
      model,
      nodeId,
      dataKinds: ['prompt'],
      sentCharacters: texts.reduce((sum, text) => sum + text.length, 0),
      sample: texts[0] ?? '',
      signal,
      call: (client, connection, to) => client.embed?.(connection, { texts, use, ...to }),
      check: ({ vectors }) => requireDims(vectors, dims),
      usageOf: ({ usage }) => ({ tokens: usage }),
    })
    return { answer: found.vectors, ...rest }
  })
  return { vectors: answer, ...call }
}

/** Vectors of different lengths come from different models and cannot be compared. @throws MODEL_FAILED */
function requireDims(vectors: readonly Float32Array[], dims: number | undefined): void {
  if (dims === undefined) return
  const wrongVector = vectors.find(({ length }) => length !== dims)
  if (wrongVector)
    throw new AppError(
      'MODEL_FAILED',
      problem('models.wrongDimensions', { given: wrongVector.length, expected: dims }),
      {
        details: { expectedDims: dims, givenDims: wrongVector.length },
      },
    )
}
