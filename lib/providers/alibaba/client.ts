import 'server-only'
import { openAiClient } from '../openai-client'
import { openAiOperations } from '../openai-operations'

export default { ...openAiClient(), ...openAiOperations({ embed: { batchSize: 10 } }) }
