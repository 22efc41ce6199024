import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { exactCacheFields } from '../shared/models/answer-cache'

const BUILT_IN = { connection: 'builtin', model: 'all-MiniLM-L6-v2' }

const Config = z.strictObject({
  model: z
    .strictObject({ connection: z.string().min(1).max(64), model: z.string().min(1).max(200) })
    .default(BUILT_IN)
    .meta(layout({ label: 'Model', input: 'model', ability: 'rerank' })),
  limit: z
    .number()
    .int()
    .min(1)
    .max(30)
    .default(5)
    .meta(
      layout({
        label: 'Passages',
        input: 'slider',
        min: 1,
        max: 30,
        step: 1,
        help: 'Maximum number of passages to keep.',
      }),
    ),
  ...exactCacheFields,
})
export type RerankConfig = z.infer<typeof Config>

export const manifest = defineManifest<RerankConfig>({
  type: 'rerank',
  version: 1,
  label: 'Rerank',
  description: 'Ranks passages by relevance to a question with a rerank model, and keeps the best ones.',
  group: 'knowledge',
  icon: 'list-ordered',
  config: Config,
  effect: 'read',
  ports: () => ({
    inputs: [
      {
        id: 'query',
        label: 'Question',
        kind: 'text',
        required: true,
        description: 'The question that the passages should answer.',
      },
      { id: 'documents', label: 'Passages', kind: 'documents', required: true, many: true },
    ],
    outputs: [{ id: 'documents', label: 'Passages', kind: 'documents' }],
  }),
  texts: { bySimilarity: 'Best {limit}, by semantic similarity', byModel: 'Best {limit}, {model}' },
  summary: ({ model: { connection, model }, limit }, text) =>
    connection === BUILT_IN.connection ? text('bySimilarity', { limit }) : text('byModel', { limit, model }),
  defaultPolicy: { timeoutSeconds: 60, retryCount: 2 },
})
