import 'server-only'
import { openAiClient } from '../openai-client'
import { openAiOperations } from '../openai-operations'

export default { ...openAiClient(), ...openAiOperations({ transcribe: true, speak: { voice: 'troy' } }) }
