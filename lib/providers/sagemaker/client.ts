import 'server-only'
import type { ProviderClient, ProviderConnection } from '../provider-client'
import { readField } from '../read-field'
import { awsCredentials, awsFetch } from '../wires/aws/aws-fetch'
import { tokenFetch } from '../wires/http/token-fetch'
import { openAiChat } from '../wires/openai/openai-chat'
import { makeBearerToken } from './bearer-token'
import { checkEndpoint } from './check-endpoint'
import { manifest } from './manifest'

const client: ProviderClient = {
  async *chat(connection, call) {
    const { component } = settingsOf(connection)
    const baseUrl =
      component === ''
        ? connection.baseUrl
        : connection.baseUrl.replace(/\/openai\/v1$/, `/inference-components/${component}/openai/v1`)
    // The path selects the model; servers such as vLLM reject an endpoint's name but accept an
    // empty one.
    yield* openAiChat({ ...connection, baseUrl, apiKey: null, fetch: withToken(connection) }, { ...call, model: '' })
  },
  async listModels(connection, signal) {
    const { credentials, region, endpoint, component } = settingsOf(connection)
    const fetch = awsFetch(connection.fetch, { credentials, region, service: 'sagemaker' })
    const url = `${new URL(connection.baseUrl).origin.replace('//runtime.sagemaker.', '//api.sagemaker.')}/`
    await checkEndpoint(fetch, { url, endpoint, signal })
    const id = component === '' ? endpoint : component
    return [{ id, label: id, ability: 'chat' }]
  },
}

export default client

function settingsOf(connection: ProviderConnection) {
  const fieldOf = (name: string) => readField(manifest, connection.fields, name)
  const credentials = awsCredentials(fieldOf('accessKeyId'), connection)
  return { credentials, region: fieldOf('region'), endpoint: fieldOf('endpoint'), component: fieldOf('component') }
}

function withToken(connection: ProviderConnection) {
  const { credentials, region } = settingsOf(connection)
  return tokenFetch(connection, {
    credential: ['sagemaker', region, credentials.accessKeyId, connection.apiKey ?? ''],
    mint: async () => makeBearerToken(credentials, region, new Date()),
  })
}
