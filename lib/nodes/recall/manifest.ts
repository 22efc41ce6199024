import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { memoryScopeField } from '../shared/memory-scope-field'
import { ToolDescription } from '../shared/models/tool-description'

const Config = z.strictObject({
  scope: memoryScopeField('Facts of'),
  limit: z
    .number()
    .int()
    .min(1)
    .max(50)
    .default(5)
    .meta(layout({ label: 'Maximum facts', input: 'number' })),
  toolDescription: ToolDescription,
})
export type RecallConfig = z.infer<typeof Config>

export const manifest = defineManifest<RecallConfig>({
  type: 'recall',
  version: 1,
  label: 'Recall',
  description: 'Finds what the app remembers about the end user.',
  group: 'knowledge',
  icon: 'bookmark',
  config: Config,
  effect: 'read',
  reusable: false,
  bringsUntrusted: true,
  tool: true,
  ports: () => ({
    inputs: [
      {
        id: 'query',
        label: 'Question',
        kind: 'text',
        required: true,
        description: 'The most similar facts are returned first.',
      },
    ],
    outputs: [
      { id: 'text', label: 'Facts', kind: 'text', description: 'One fact on each line. Empty if there are none.' },
      { id: 'documents', label: 'Passages', kind: 'documents' },
      { id: 'count', label: 'Count', kind: 'number' },
    ],
  }),
  texts: { best: 'Best {limit, plural, one {# fact} other {# facts}}' },
  summary: ({ limit }, text) => text('best', { limit }),
  defaultPolicy: { timeoutSeconds: 60 },
})
