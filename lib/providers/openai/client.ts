import 'server-only'
import { abilityOf } from '../model-ability'
import { openAiClient } from '../wires/openai/openai-client'
import { openAiOperations } from '../wires/openai/openai-operations'

/** OpenAI's list contains many models that cannot chat. */
const WITHOUT_CHAT_COMPLETIONS = /babbage|davinci|instruct|codex|computer-use|deep-research|search|-pro(?:-|$)/i
const isMainLine = (id: string) => /^gpt-\d+(?:\.\d+)?o?(?:-mini)?$/.test(id)

export default {
  ...openAiClient({
    models: {
      abilityOf: ({ id }) => (WITHOUT_CHAT_COMPLETIONS.test(id) ? null : abilityOf(id)),
      // The newest main model comes first, because it may become the default.
      order: (a, b) =>
        Number(isMainLine(b.id)) - Number(isMainLine(a.id)) ||
        (b.created ?? 0) - (a.created ?? 0) ||
        a.id.localeCompare(b.id),
    },
  }),
  ...openAiOperations({
    embed: { batchSize: 512 },
    transcribe: true,
    speak: { voice: 'alloy' },
    image: { inlineFormat: 'b64_json' },
  }),
}
