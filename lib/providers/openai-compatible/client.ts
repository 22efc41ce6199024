import 'server-only'
import { loadOpenAiLibrary, streamOpenAiChat } from '../openai-chat'
import { listOpenAiModels } from '../openai-model-list'
import type { ProviderClient } from '../provider-client'

const client: ProviderClient = { load: loadOpenAiLibrary, chat: streamOpenAiChat, listModels: listOpenAiModels }

export default client
