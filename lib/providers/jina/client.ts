import 'server-only'
import { embedWithOpenAi } from '../openai-embed'
import type { EmbedCall, ProviderClient, ProviderConnection } from '../provider-client'
import { rerankTexts } from '../rerank'
import { withoutChat } from '../without-chat'

const CHEAPEST = 'jina-embeddings-v3'

const client: ProviderClient = {
  ...withoutChat({
    label: 'Jina AI',
    models: [
      { id: CHEAPEST, ability: 'embed' },
      { id: 'jina-embeddings-v4', ability: 'embed' },
      { id: 'jina-clip-v2', ability: 'embed' },
      { id: 'jina-reranker-v2-base-multilingual', ability: 'rerank' },
      { id: 'jina-reranker-m0', ability: 'rerank' },
      { id: 'jina-reranker-v3', ability: 'rerank' },
    ],
    probe: (connection, signal) => embed(connection, { model: CHEAPEST, texts: ['ok'], signal }),
  }),
  embed,
  rerank: (connection, call) =>
    rerankTexts(connection, call, {
      url: `${connection.baseUrl}/rerank`,
      headers: authorization(connection),
      limitName: 'top_n',
      maxTexts: 2_048,
    }),
}

export default client

function embed(connection: ProviderConnection, call: EmbedCall) {
  return embedWithOpenAi(connection, call, {
    headers: authorization(connection),
    batchSize: 128,
    // Other models refuse the word.
    ...(/^jina-embeddings-v[34]/.test(call.model)
      ? { body: { task: call.use === 'query' ? 'retrieval.query' : 'retrieval.passage' } }
      : {}),
  })
}

function authorization({ apiKey }: ProviderConnection): Record<string, string> {
  return { authorization: `Bearer ${apiKey ?? ''}` }
}
