import 'server-only'
import { streamOpenAiChat } from '../openai-chat'
import { listOpenAiModels } from '../openai-model-list'
import type { ProviderClient } from '../provider-client'

const client: ProviderClient = { chat: streamOpenAiChat, listModels: listOpenAiModels }

export default client
