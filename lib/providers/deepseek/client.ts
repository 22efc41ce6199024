import 'server-only'
import { openAiClient } from '../wires/openai/openai-client'

export default openAiClient({ answerFormat: 'json_object', returnsReasoning: true })
