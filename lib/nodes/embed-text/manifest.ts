import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { exactCacheFields } from '../shared/models/answer-cache'

const BUILT_IN = { connection: 'builtin', model: 'all-MiniLM-L6-v2' }

const Config = z.strictObject({
  model: z
    .strictObject({ connection: z.string().min(1).max(64), model: z.string().min(1).max(200) })
    .default(BUILT_IN)
    .meta(layout({ label: 'Model', input: 'model', ability: 'embed' })),
  use: z
    .enum(['query', 'document'])
    .default('query')
    .meta(
      layout({
        label: 'The text is',
        input: 'select',
        options: { query: 'a question', document: 'a text to search' },
        help: 'Some models embed questions differently from documents.',
      }),
    ),
  ...exactCacheFields,
})
export type EmbedTextConfig = z.infer<typeof Config>

export const manifest = defineManifest<EmbedTextConfig>({
  type: 'embed-text',
  version: 1,
  label: 'Embed text',
  description: 'Converts text to an embedding vector for your own search.',
  group: 'knowledge',
  icon: 'hash',
  config: Config,
  effect: 'read',
  ports: () => ({
    inputs: [{ id: 'text', label: 'Text', kind: 'text', required: true }],
    outputs: [{ id: 'vector', label: 'Vector', kind: 'json', description: 'A list of numbers.' }],
  }),
  texts: { builtIn: 'Built-in embeddings' },
  summary: ({ model }, text) => (model.connection === BUILT_IN.connection ? text('builtIn') : model.model),
  defaultPolicy: { timeoutSeconds: 60, retryCount: 2 },
})
