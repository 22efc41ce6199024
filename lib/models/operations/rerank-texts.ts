import 'server-only'
import type { EnginePorts, RerankedTexts, RerankRequest } from '@/lib/engine/ports'
import type { AskDependencies } from '../gateway/ask-target'
import { askOperation } from './ask-operation'
import { assertOwnModel, cannot } from './own-model'

/** What services that bill by the search take for one: a question with so many texts, long ones cut into several. */
const TEXTS_OF_A_SEARCH = 100

/** The engine's `rerank` over a workspace's connections; the built-in one needs none. */
export async function rerankTexts(
  dependencies: AskDependencies,
  request: RerankRequest,
  embed: EnginePorts['models']['embed'],
): Promise<RerankedTexts> {
  const { model, query, texts, limit, signal } = request
  if (texts.length === 0) return { results: [], usage: null }
  if (model.connection === 'builtin') return rerankByMeaning(request, embed)
  assertOwnModel(model)
  const { answer, usage } = await askOperation(dependencies, {
    ability: 'rerank',
    target: model,
    nodeId: request.nodeId ?? null,
    dataKinds: [...new Set(['prompt', ...(request.dataKinds ?? [])])].sort(),
    sentCharacters: texts.reduce((sum, text) => sum + text.length, query.length),
    signal,
    call: async (client, connection) => {
      if (client.rerank) return client.rerank(connection, { model: model.model, query, texts, limit, signal })
      throw await cannot(dependencies, model, 'rerank models')
    },
    usageOf: ({ usage: counted }) => counted,
    plannedSearches: Math.ceil(texts.length / TEXTS_OF_A_SEARCH),
  })
  return { results: answer.results, usage }
}

/** Question and texts as vectors of the built-in embedder, by their cosine. */
async function rerankByMeaning(
  { query, texts, limit, signal }: RerankRequest,
  embed: EnginePorts['models']['embed'],
): Promise<RerankedTexts> {
  const [question, ...vectors] = await embed({ texts: [query, ...texts], signal })
  const results = vectors.map((vector, index) => ({ index, score: dot(question ?? vector, vector) }))
  return { results: results.toSorted((a, b) => b.score - a.score).slice(0, limit), usage: null }
}

/** Of unit vectors: their cosine. */
function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
}
