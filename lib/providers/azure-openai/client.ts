import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { getJson } from '../get-json'
import { mintOAuthToken } from '../mint-oauth-token'
import { loadOpenAiLibrary, streamOpenAiChat } from '../openai-chat'
import { embedWithOpenAi } from '../openai-embed'
import { isEmbedder } from '../openai-model-list'
import type { ProviderClient, ProviderConnection } from '../provider-client'
import { readField } from '../read-field'
import { tokenFetch } from '../token-fetch'
import { withHeaders } from '../with-headers'
import { manifest } from './manifest'

const SCOPE = 'https://cognitiveservices.azure.com/.default'

const client: ProviderClient = {
  load: loadOpenAiLibrary,
  async *chat(connection, call) {
    yield* streamOpenAiChat(open(connection), call)
  },
  async listModels(connection, signal) {
    const { baseUrl, fetch } = open(connection)
    // The list is that of models which could be deployed: it tests address and key, and what is deployed was named.
    await getJson(z.object({ data: z.array(z.unknown()) }), { url: `${baseUrl}/models`, headers: {}, fetch, signal })
    const names = readField(manifest, connection.fields, 'models').split(',')
    return names.map((name) => {
      const id = name.trim()
      return { id, label: id, ability: isEmbedder(id) ? 'embed' : 'chat' }
    })
  },
  embed: async (connection, call) => embedWithOpenAi(open(connection), call, { headers: {}, batchSize: 256 }),
}

export default client

function open(connection: ProviderConnection): ProviderConnection {
  const { apiKey, fetch, fields } = connection
  readField(manifest, fields, 'resource')
  const [tenantId, clientId] = [readField(manifest, fields, 'tenantId'), readField(manifest, fields, 'clientId')]
  if ((tenantId === '') !== (clientId === ''))
    throw new AppError('INVALID_INPUT', 'For Entra ID both the tenant ID and the client ID are needed.')
  const secret = (apiKey ?? '').trim()
  if (tenantId === '') return { ...connection, apiKey: null, fetch: withHeaders(fetch, { 'api-key': secret }) }
  const form = { client_id: clientId, client_secret: secret, grant_type: 'client_credentials', scope: SCOPE }
  const url = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
  return {
    ...connection,
    apiKey: null,
    fetch: tokenFetch(connection, {
      credential: ['azure', tenantId, clientId, secret],
      mint: () => mintOAuthToken(fetch, { url, form, what: 'this client secret' }),
    }),
  }
}
