import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { awsCredentials, awsFetch } from '../aws-fetch'
import { loadOpenAiLibrary, streamOpenAiChat } from '../openai-chat'
import { postJson } from '../post-json'
import type { ProviderClient, ProviderConnection } from '../provider-client'
import { readField } from '../read-field'
import { tokenFetch } from '../token-fetch'
import { makeBearerToken } from './bearer-token'
import { manifest } from './manifest'

const Endpoint = z.object({ EndpointStatus: z.string().max(100) })

const client: ProviderClient = {
  load: loadOpenAiLibrary,
  async *chat(connection, call) {
    const { component } = settingsOf(connection)
    const baseUrl =
      component === ''
        ? connection.baseUrl
        : connection.baseUrl.replace(/\/openai\/v1$/, `/inference-components/${component}/openai/v1`)
    // The path says which model; servers such as vLLM refuse an endpoint's name and take an empty one.
    yield* streamOpenAiChat(
      { ...connection, baseUrl, apiKey: null, fetch: withToken(connection) },
      { ...call, model: '' },
    )
  },
  async listModels(connection, signal) {
    const { endpoint, component } = settingsOf(connection)
    await checkEndpoint(connection, endpoint, signal)
    const id = component === '' ? endpoint : component
    return [{ id, label: id, ability: 'chat' }]
  },
}

export default client

function settingsOf({ fields, apiKey }: ProviderConnection) {
  const read = (name: string) => readField(manifest, fields, name)
  const credentials = awsCredentials(read('accessKeyId'), apiKey)
  return { credentials, region: read('region'), endpoint: read('endpoint'), component: read('component') }
}

function withToken(connection: ProviderConnection) {
  const { credentials, region } = settingsOf(connection)
  return tokenFetch(connection, {
    credential: ['sagemaker', region, credentials.accessKeyId, connection.apiKey ?? ''],
    mint: async () => makeBearerToken(credentials, region, new Date()),
  })
}

/** Whether the endpoint is there and runs. Keys that may call it but not look at it are taken on trust. */
async function checkEndpoint(connection: ProviderConnection, endpoint: string, signal: AbortSignal): Promise<void> {
  const { credentials, region } = settingsOf(connection)
  const fetch = awsFetch(connection.fetch, { credentials, region, service: 'sagemaker' })
  const { EndpointStatus: status } = await postJson(
    Endpoint,
    { fetch },
    {
      url: `${new URL(connection.baseUrl).origin.replace('//runtime.sagemaker.', '//api.sagemaker.')}/`,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'SageMaker.DescribeEndpoint' },
      body: { EndpointName: endpoint },
      model: endpoint,
      signal,
    },
  ).catch((failure: unknown) => {
    if (isDenied(failure)) return { EndpointStatus: 'InService' }
    throw failure
  })
  if (status !== 'InService' && status !== 'Updating')
    throw new AppError('MODEL_FAILED', `The endpoint ${endpoint} is not in service: ${status.slice(0, 40)}.`)
}

/** Amazon knows the keys, but they may not look at endpoints. */
function isDenied(failure: unknown): boolean {
  return (
    AppError.isInstance(failure) &&
    failure.cause instanceof Error &&
    /not authorized to perform/.test(failure.cause.message)
  )
}
