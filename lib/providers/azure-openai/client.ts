import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { abilityOf } from '../model-ability'
import { modelsByName, namedModels } from '../named-models'
import type { ProviderClient, ProviderConnection } from '../provider-client'
import { readField } from '../read-field'
import { getJson } from '../wires/http/get-json'
import { mintOAuthToken } from '../wires/http/mint-oauth-token'
import { tokenFetch } from '../wires/http/token-fetch'
import { withHeaders } from '../wires/http/with-headers'
import { alwaysStreams } from '../wires/openai/always-stream-field'
import { openAiAnswer } from '../wires/openai/openai-answer'
import { speakWithOpenAi, transcribeWithOpenAi } from '../wires/openai/openai-audio'
import { openAiChat } from '../wires/openai/openai-chat'
import type { OpenAiDialect } from '../wires/openai/openai-dialect'
import { embedWithOpenAi } from '../wires/openai/openai-embed'
import { makeImageWithOpenAi } from '../wires/openai/openai-images'
import { manifest } from './manifest'
import { previewFetch } from './preview-fetch'

const SCOPE = 'https://cognitiveservices.azure.com/.default'

// Deployments have custom names, so models that require this parameter cannot be recognized by
// name.
const DIALECT: OpenAiDialect = { maxTokensName: 'max_completion_tokens' }

const client: ProviderClient = {
  open: openConnection,
  async *chat(connection, call) {
    yield* openAiChat(openConnection(connection), call, DIALECT)
  },
  completer: (connection) =>
    alwaysStreams(connection.fields)
      ? null
      : async (call, emit) => openAiAnswer(openConnection(connection), call, DIALECT, emit),
  async listModels(connection, signal) {
    const opened = openConnection(connection)
    readField(manifest, connection.fields, 'models')
    const names = namedModels(connection.fields)
    if (names.some((name) => abilityOf(name) === 'chat'))
      return modelsByName(names, (call) => openAiChat(opened, call, DIALECT), signal)
    // Lists deployable models instead of deployments, only to test the address and the key.
    const url = `${opened.baseUrl}/models`
    await getJson(z.object({ data: z.array(z.unknown()) }), { url, headers: {}, fetch: opened.fetch, signal })
    return names.map((id) => ({ id, label: id, ability: abilityOf(id) ?? 'chat' }))
  },
  embed: async (connection, call) => embedWithOpenAi(openConnection(connection), call, { headers: {}, batchSize: 256 }),
  transcribe: async (connection, call) => transcribeWithOpenAi(openPreview(connection), call, {}),
  speak: async (connection, call) => speakWithOpenAi(openPreview(connection), call, {}, 'alloy'),
  // A deployment's name does not show whether its model supports the inline format.
  image: async (connection, call) =>
    makeImageWithOpenAi(openPreview(connection), call, { headers: {}, inlineFormat: null }),
}

export default client

function openPreview(connection: ProviderConnection): ProviderConnection {
  const opened = openConnection(connection)
  return { ...opened, fetch: previewFetch(connection, opened) }
}

function openConnection(connection: ProviderConnection): ProviderConnection {
  const { apiKey, fetch, fields } = connection
  readField(manifest, fields, 'resource')
  const [tenantId, clientId] = [readField(manifest, fields, 'tenantId'), readField(manifest, fields, 'clientId')]
  if ((tenantId === '') !== (clientId === '')) throw new AppError('INVALID_INPUT', problem('providers.entraIncomplete'))
  const secret = (apiKey ?? '').trim()
  if (tenantId === '') return { ...connection, apiKey: null, fetch: withHeaders(fetch, { 'api-key': secret }) }
  const form = { client_id: clientId, client_secret: secret, grant_type: 'client_credentials', scope: SCOPE }
  const url = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
  return {
    ...connection,
    apiKey: null,
    fetch: tokenFetch(connection, {
      credential: ['azure', tenantId, clientId, secret],
      mint: () => mintOAuthToken(fetch, { url, form, rejected: 'providers.clientSecretRejected' }),
    }),
  }
}
