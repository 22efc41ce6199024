import 'server-only'
import { openAiClient } from '../wires/openai/openai-client'

const OWN_HOST = /^https:\/\/router\.huggingface\.co\//

export default openAiClient({
  models: {
    // The list is public, so it does not validate the token.
    keyCheck: (baseUrl) => (OWN_HOST.test(baseUrl) ? 'https://huggingface.co/api/whoami-v2' : null),
  },
})
