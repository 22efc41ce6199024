import 'server-only'
import { openAiClient } from '../openai-client'

export default openAiClient()
