import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { ProviderClient, ProviderConnection } from '../provider-client'
import { readField } from '../read-field'
import { postToModel } from '../wires/http/post-json'
import { withHeaders } from '../wires/http/with-headers'
import { openAiChat } from '../wires/openai/openai-chat'
import { embedWithOpenAi } from '../wires/openai/openai-embed'
import { listOpenAiModels } from '../wires/openai/openai-model-list'
import { manifest } from './manifest'
import { chatByScoring } from './score'

/** For an endpoint with a single, unnamed model. */
const ONLY_MODEL = 'default'

const client: ProviderClient = {
  async *chat(connection, call) {
    const opened = openConnection(connection)
    if (isScoring(connection)) return yield* chatByScoring(opened, call, { url: scoringUrl(connection), headers: {} })
    yield* openAiChat(opened, call)
  },
  async listModels(connection, signal) {
    const opened = openConnection(connection)
    if (!isScoring(connection)) return listOpenAiModels(opened, signal)
    await testScoring(opened, scoringUrl(connection), signal)
    return [{ id: ONLY_MODEL, label: ONLY_MODEL, ability: 'chat' }]
  },
  embed: async (connection, call) => embedWithOpenAi(openConnection(connection), call, { headers: {} }),
}

export default client

const isScoring = ({ fields }: ProviderConnection) => readField(manifest, fields, 'shape') === 'score'

function openConnection(connection: ProviderConnection): ProviderConnection {
  const { baseUrl, apiKey, fields, fetch } = connection
  const deployment = readField(manifest, fields, 'deployment')
  return {
    ...connection,
    baseUrl: `${rootOf(baseUrl)}/v1`,
    apiKey: null,
    fetch: withHeaders(fetch, {
      authorization: `Bearer ${(apiKey ?? '').trim()}`,
      ...(deployment === '' ? {} : { 'azureml-model-deployment': deployment }),
    }),
  }
}

/** The page shows the address including the scoring path. */
const rootOf = (baseUrl: string) => baseUrl.replace(/\/(score|v1)$/, '')
const scoringUrl = ({ baseUrl }: ProviderConnection) => `${rootOf(baseUrl)}/score`

/**
 * A scoring script has no read endpoint: the model rejects an empty request if the key is valid,
 * Azure if it is not.
 */
async function testScoring(connection: ProviderConnection, url: string, signal: AbortSignal): Promise<void> {
  const call = { url, body: {}, model: ONLY_MODEL, signal }
  try {
    await (await postToModel(connection, call)).body?.cancel()
  } catch (failure) {
    // Azure returns 424 for a failed script.
    if (!AppError.isInstance(failure) || !/\((400|422|424)\)/.test(failure.message)) throw failure
  }
}
