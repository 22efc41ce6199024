import 'server-only'
import { loadOpenAiLibrary, streamOpenAiChat } from '../openai-chat'
import { listModelsOfOpenAi } from '../openai-model-list'
import type { ProviderClient } from '../provider-client'

const client: ProviderClient = { load: loadOpenAiLibrary, chat: streamOpenAiChat, listModels: listModelsOfOpenAi }

export default client
