import 'server-only'
import { z } from 'zod'
import { abilityOf } from '../model-ability'
import type { ModelAbility } from '../provider-manifest'
import { openAiClient } from '../wires/openai/openai-client'
import { openAiOperations } from '../wires/openai/openai-operations'

const Described = z.object({ type: z.string().catch(''), display_name: z.string().max(200).catch('') })

/** `language` and `code` are base models, which complete text but do not chat. */
const ABILITIES: ReadonlyMap<string, ModelAbility | null> = new Map([
  ['chat', 'chat'],
  ['embedding', 'embed'],
  ['rerank', 'rerank'],
  ['image', 'image'],
  ['audio', 'speak'],
  ['transcribe', 'transcribe'],
  ['language', null],
  ['code', null],
  ['moderation', null],
  ['video', null],
])

export default {
  ...openAiClient({
    models: {
      abilityOf: ({ id, raw }) => {
        const declared = ABILITIES.get(Described.parse(raw).type)
        return declared === undefined ? abilityOf(id) : declared
      },
      labelOf: ({ raw }) => Described.parse(raw).display_name,
    },
  }),
  ...openAiOperations({
    embed: { batchSize: 64 },
    rerank: { maxTexts: 1_000 },
    transcribe: true,
    image: { inlineFormat: 'base64' },
  }),
}
