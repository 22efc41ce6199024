import 'server-only'
import type { RerankedTexts, RerankRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { callOperation } from './call-operation'
import type { OperationDependencies } from './call-operation-target'
import { fromResults, toResults, withOperationCache } from './operation-cache'

/** Texts per billed search; long texts are split and count several times. */
const TEXTS_OF_A_SEARCH = 100

/** The engine's `rerank` over a workspace's connections and routes; the built-in reranker needs neither. */
export async function rerankTexts(
  dependencies: OperationDependencies,
  request: RerankRequest,
  embed: EnginePorts['models']['embed'],
): Promise<RerankedTexts> {
  const { model, query, texts, limit, cache, nodeId = null, signal } = request
  if (texts.length === 0) return { results: [], usage: null, decisions: [] }
  if (model.connection === 'builtin') return rerankByMeaning(request, embed)
  const dataKinds = [...new Set(['prompt', ...(request.dataKinds ?? [])])].sort()
  const cached = { services: dependencies.services, ability: 'rerank', nodeId, dataKinds } as const
  const what = { ...cached, cache, key: [model.connection, model.model, query, limit, texts] }
  const { answer, ...call } = await withOperationCache(what, { toText: fromResults, fromText: toResults }, async () => {
    const { answer: found, ...rest } = await callOperation(dependencies, {
      ability: 'rerank',
      model,
      nodeId,
      dataKinds,
      sentCharacters: texts.reduce((sum, text) => sum + text.length, query.length),
      sample: query,
      signal,
      call: (client, connection, to) => client.rerank?.(connection, { query, texts, limit, ...to }),
      amounts: { searches: Math.ceil(texts.length / TEXTS_OF_A_SEARCH) },
      usageOf: ({ usage }) => {
        if (usage && 'searches' in usage) return { tokens: null, amounts: usage }
        return { tokens: usage }
      },
    })
    return { answer: found.results, ...rest }
  })
  return { results: answer, ...call }
}

/** Ranks texts by cosine similarity to the question with the built-in embedding model. */
async function rerankByMeaning(
  { query, texts, limit, signal }: RerankRequest,
  embed: EnginePorts['models']['embed'],
): Promise<RerankedTexts> {
  const [question, ...vectors] = await embed({ texts: [query, ...texts], signal })
  const results = vectors.map((vector, index) => ({ index, score: dot(question ?? vector, vector) }))
  return { results: results.toSorted((a, b) => b.score - a.score).slice(0, limit), usage: null, decisions: [] }
}

/** The dot product of unit vectors is their cosine. */
function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
