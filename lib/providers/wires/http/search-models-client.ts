import 'server-only'
import type { EmbedCall, ProviderClient, ProviderConnection } from '../../provider-client'
import { embedWithOpenAi } from '../openai/openai-embed'
import { rerankTexts } from './rerank'
import { withoutChat } from './without-chat'

export interface SearchModels {
  label: string
  models: Parameters<typeof withoutChat>[0]['models']
  /** A test of the connection embeds one word with it. */
  cheapest: string
  /** What tells a query from a document in this service's own words. */
  bodyOf(call: EmbedCall): Record<string, string>
  rerank: { limitName: 'top_n' | 'top_k'; maxTexts: number }
}

/** A service of embedding and rerank models alone, by a key as bearer: OpenAI's embeddings, Cohere's rerank. */
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
