import 'server-only'
import { openAiClient } from '../openai-client'
import { openAiOperations } from '../openai-operations'

export default { ...openAiClient(), ...openAiOperations({ image: { inlineFormat: 'b64_json' } }) }
