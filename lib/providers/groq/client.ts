import 'server-only'
import { openAiClient } from '../wires/openai/openai-client'
import { openAiOperations } from '../wires/openai/openai-operations'

export default { ...openAiClient(), ...openAiOperations({ transcribe: true, speak: { voice: 'troy' } }) }
