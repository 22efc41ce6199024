import 'server-only'
import type { ProviderClient, ProviderConnection } from '../provider-client'
import { withHeaders } from '../wires/http/with-headers'
import { openAiChat } from '../wires/openai/openai-chat'
import { embedWithOpenAi } from '../wires/openai/openai-embed'
import { listOpenAiModels } from '../wires/openai/openai-model-list'

const client: ProviderClient = {
  async *chat(connection, call) {
    yield* openAiChat(openConnection(connection), call)
  },
  listModels: async (connection, signal) => listOpenAiModels(openConnection(connection), signal),
  embed: async (connection, call) => embedWithOpenAi(openConnection(connection), call, { headers: {} }),
}

export default client

/**
 * The console shows the service's address without a version, and its gateway expects the token
 * without the Bearer prefix.
 */
function openConnection(connection: ProviderConnection): ProviderConnection {
  const { baseUrl, apiKey, fetch } = connection
  return {
    ...connection,
    baseUrl: /\/v1$/.test(baseUrl) ? baseUrl : `${baseUrl}/v1`,
    apiKey: null,
    fetch: withHeaders(fetch, { authorization: (apiKey ?? '').trim() }),
  }
}
