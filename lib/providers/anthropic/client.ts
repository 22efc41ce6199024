import 'server-only'
import { z } from 'zod'
import type { ModelCall, ModelChunk, ProviderClient, ProviderConnection } from '../provider-client'
import { getJson, hostOf } from '../wires/http/get-json'
import { modelFetch } from '../wires/http/model-fetch'
import { toLangChainMessages } from '../wires/langchain/langchain-messages'
import { readLangChainStream } from '../wires/langchain/langchain-stream'
import { toFunctionTools } from '../wires/openai/to-function-tools'

const ModelList = z.object({
  data: z.array(z.object({ id: z.string().min(1).max(200), display_name: z.string().max(200).optional() })).max(10_000),
})

/** A forced call of this tool returns JSON that fits a schema, with every Claude model. */
const ANSWER_TOOL = 'answer'

const client: ProviderClient = {
  async load() {
    await Promise.all([import('@langchain/anthropic'), import('@langchain/core/messages')])
  },
  async *chat(connection, call) {
    const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
    const chunks = readLangChainStream(async () => {
      const model = await createModel(connection, call)
      return model.stream(await toLangChainMessages(call.messages), { signal: call.signal, ...toolOptions(call) })
    }, context)
    for await (const chunk of chunks) yield call.responseSchema === undefined ? chunk : answerAsText(chunk)
  },
  async listModels({ baseUrl, apiKey, fetch }, signal) {
    const headers = { 'x-api-key': apiKey ?? '', 'anthropic-version': '2023-06-01' }
    const { data } = await getJson(ModelList, { url: `${baseUrl}/v1/models?limit=1000`, headers, fetch, signal })
    return data.map(({ id, display_name: label }) => ({ id, label: label ?? id, ability: 'chat' }))
  },
}

export default client

async function createModel({ baseUrl, apiKey, fetch }: ProviderConnection, call: ModelCall) {
  const { ChatAnthropic } = await import('@langchain/anthropic')
  return new ChatAnthropic({
    model: call.model,
    apiKey: apiKey ?? '',
    anthropicApiUrl: baseUrl,
    maxRetries: 0,
    maxTokens: call.maxOutputTokens ?? 4_096,
    ...(call.temperature === undefined ? {} : { temperature: Math.min(call.temperature, 1) }),
    // Prevents sending the process's ANTHROPIC_AUTH_TOKEN.
    clientOptions: { fetch: modelFetch(fetch, call.signal, { onSent: call.onSent }), authToken: null, logLevel: 'off' },
  })
}

function toolOptions({ tools = [], responseSchema }: ModelCall) {
  if (responseSchema === undefined) return tools.length === 0 ? {} : { tools: toFunctionTools(tools) }
  const answer = { name: ANSWER_TOOL, description: 'Gives the answer.', parameters: responseSchema }
  return { tools: toFunctionTools([answer]), tool_choice: { type: 'tool' as const, name: ANSWER_TOOL } }
}

function answerAsText(chunk: ModelChunk): ModelChunk {
  if (chunk.type === 'tool-call') return { type: 'text', text: JSON.stringify(chunk.call.arguments) }
  return chunk.type === 'finish' && chunk.reason === 'tool-calls' ? { type: 'finish', reason: 'stop' } : chunk
}
