import 'server-only'
import { embedWithOpenAi } from '../openai-embed'
import type { EmbedCall, ProviderClient, ProviderConnection } from '../provider-client'
import { rerankTexts } from '../rerank'
import { withoutChat } from '../without-chat'

const CHEAPEST = 'voyage-4-lite'

const client: ProviderClient = {
  ...withoutChat({
    label: 'Voyage AI',
    models: [
      { id: 'voyage-4', ability: 'embed' },
      { id: 'voyage-4-large', ability: 'embed' },
      { id: CHEAPEST, ability: 'embed' },
      { id: 'voyage-3.5', ability: 'embed' },
      { id: 'voyage-3.5-lite', ability: 'embed' },
      { id: 'voyage-3-large', ability: 'embed' },
      { id: 'voyage-code-3', ability: 'embed' },
      { id: 'voyage-finance-2', ability: 'embed' },
      { id: 'voyage-law-2', ability: 'embed' },
      { id: 'rerank-2.5', ability: 'rerank' },
      { id: 'rerank-2.5-lite', ability: 'rerank' },
    ],
    probe: (connection, signal) => embed(connection, { model: CHEAPEST, texts: ['ok'], signal }),
  }),
  embed,
  rerank: (connection, call) =>
    rerankTexts(connection, call, {
      url: `${connection.baseUrl}/rerank`,
      headers: authorization(connection),
      limitName: 'top_k',
      maxTexts: 1_000,
    }),
}

export default client

function embed(connection: ProviderConnection, call: EmbedCall) {
  return embedWithOpenAi(connection, call, {
    headers: authorization(connection),
    batchSize: 128,
    body: { input_type: call.use ?? 'document' },
  })
}

function authorization({ apiKey }: ProviderConnection): Record<string, string> {
  return { authorization: `Bearer ${apiKey ?? ''}` }
}
