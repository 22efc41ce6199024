import 'server-only'
import { openAiClient } from '../openai-client'
import { openAiOperations } from '../openai-operations'

/** Qwen’s thinking models refuse what is not streamed. */
export default { ...openAiClient({ answersWhole: false }), ...openAiOperations({ embed: { batchSize: 10 } }) }
