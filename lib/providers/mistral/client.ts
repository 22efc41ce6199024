import 'server-only'
import { abilityOf } from '../model-ability'
import { openAiClient } from '../openai-client'

export default openAiClient({
  models: { abilityOf: ({ id }) => (/ocr|-fim/.test(id) ? null : abilityOf(id)) },
})
