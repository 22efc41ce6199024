import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ModelCall, ModelChunk, ProviderClient, ProviderConnection } from '../provider-client'
import { readField } from '../read-field'
import { awsCredentials, awsFetch } from '../wires/aws/aws-fetch'
import { hostOf } from '../wires/http/get-json'
import { postToModel } from '../wires/http/post-json'
import { withHeaders } from '../wires/http/with-headers'
import { openAiChat } from '../wires/openai/openai-chat'
import { embedWithBedrock } from './embed'
import { listBedrockModels } from './list-models'
import { manifest } from './manifest'
import { readConverseStream } from './read-converse-stream'
import { ANSWER_TOOL, toConverseRequest } from './to-converse-request'

const client: ProviderClient = {
  async *chat(connection, call) {
    const opened = openConnection(connection)
    if (readField(manifest, connection.fields, 'wire') !== 'openai') return yield* converse(opened, call)
    yield* openAiChat({ ...opened, baseUrl: `${opened.baseUrl}/openai/v1`, apiKey: null }, call)
  },
  listModels: async (connection, signal) => listBedrockModels(openConnection(connection), signal),
  embed: async (connection, call) => embedWithBedrock(openConnection(connection), call),
}

export default client

/** Signs with the account's keys, or uses a Bedrock API key. */
function openConnection(connection: ProviderConnection): ProviderConnection {
  const { fields, apiKey, fetch } = connection
  const region = readField(manifest, fields, 'region')
  const accessKeyId = readField(manifest, fields, 'accessKeyId')
  if (accessKeyId === '')
    return { ...connection, fetch: withHeaders(fetch, { authorization: `Bearer ${(apiKey ?? '').trim()}` }) }
  const credentials = awsCredentials(accessKeyId, connection)
  return { ...connection, fetch: awsFetch(fetch, { credentials, region, service: 'bedrock' }) }
}

/** Retries once without the forced tool for models that do not support it: the prompt contains the schema too. */
async function* converse(connection: ProviderConnection, call: ModelCall): AsyncIterable<ModelChunk> {
  if (call.responseSchema === undefined) return yield* converseOnce(connection, call)
  let started = false
  try {
    for await (const chunk of converseOnce(connection, call)) {
      started = true
      yield answerAsText(chunk)
    }
  } catch (failure) {
    if (started || !AppError.isInstance(failure) || failure.code !== 'INVALID_INPUT') throw failure
    const { responseSchema: _, ...plain } = call
    yield* converseOnce(connection, plain)
  }
}

async function* converseOnce(connection: ProviderConnection, call: ModelCall): AsyncIterable<ModelChunk> {
  const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
  call.onRequest?.()
  const { body } = await postToModel(connection, {
    url: `${connection.baseUrl}/model/${encodeURIComponent(call.model)}/converse-stream`,
    headers: { accept: 'application/vnd.amazon.eventstream' },
    body: toConverseRequest(call),
    model: call.model,
    signal: call.signal,
    onSent: call.onSent,
  })
  if (!body) throw new AppError('MODEL_FAILED', problem('providers.emptyAnswer', { host: context.host }))
  yield* readConverseStream(body, context)
}

function answerAsText(chunk: ModelChunk): ModelChunk {
  if (chunk.type === 'tool-call' && chunk.call.name === ANSWER_TOOL)
    return { type: 'text', text: JSON.stringify(chunk.call.arguments) }
  return chunk.type === 'finish' && chunk.reason === 'tool-calls' ? { type: 'finish', reason: 'stop' } : chunk
}
