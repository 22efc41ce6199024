import 'server-only'
import { openAiClient } from '../wires/openai/openai-client'
import { openAiOperations } from '../wires/openai/openai-operations'

/** Qwen’s thinking models reject non-streaming requests. */
export default { ...openAiClient({ supportsNonStreaming: false }), ...openAiOperations({ embed: { batchSize: 10 } }) }
