import 'server-only'
import type { EmbedCall, ProviderClient, ProviderConnection } from '../../provider-client'
import { embedWithOpenAi } from '../openai/openai-embed'
import { rerankTexts } from './rerank'
import { withoutChat } from './without-chat'

export interface SearchModels {
  label: string
  models: Parameters<typeof withoutChat>[0]['models']
  /** The connection test embeds one word with it. */
  cheapest: string
  /** Parameters that distinguish queries from documents. */
  bodyOf(call: EmbedCall): Record<string, string>
  rerank: { limitName: 'top_n' | 'top_k'; maxTexts: number }
}

/** A service with embedding and rerank models only and a bearer key: OpenAI's embeddings, Cohere's rerank. */
export function searchModelsClient({ label, models, cheapest, bodyOf, rerank }: SearchModels): ProviderClient {
  const embed = (connection: ProviderConnection, call: EmbedCall) =>
    embedWithOpenAi(connection, call, { headers: authorization(connection), batchSize: 128, body: bodyOf(call) })
  return {
    ...withoutChat({
      label,
      models,
      probe: (connection, signal) => embed(connection, { model: cheapest, texts: ['ok'], signal }),
    }),
    embed,
    rerank: (connection, call) =>
      rerankTexts(connection, call, {
        url: `${connection.baseUrl}/rerank`,
        headers: authorization(connection),
        ...rerank,
      }),
  }
}

function authorization({ apiKey }: ProviderConnection): Record<string, string> {
  return { authorization: `Bearer ${apiKey ?? ''}` }
}
