import 'server-only'
import { streamOpenAiChat } from '../openai-chat'
import { listModelsOfOpenAi } from '../openai-model-list'
import type { ProviderClient } from '../provider-client'

const client: ProviderClient = { chat: streamOpenAiChat, listModels: listModelsOfOpenAi }

export default client
