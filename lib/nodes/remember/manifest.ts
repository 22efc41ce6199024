import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { memoryScopeField } from '../shared/memory-scope-field'
import { ModelRefSchema } from '../shared/models/model-ref'
import { ToolDescription } from '../shared/models/tool-description'

const Config = z.strictObject({
  source: z
    .enum(['text', 'extract'])
    .default('text')
    .meta(
      layout({
        label: 'Store',
        input: 'select',
        options: { text: 'the text as one fact', extract: 'up to five facts that a model finds in the text' },
      }),
    ),
  model: ModelRefSchema.meta(
    layout({ label: 'Model', input: 'model', showWhen: { field: 'source', values: ['extract'] } }),
  ),
  scope: memoryScopeField('Recalled by'),
  consent: z
    .enum(['required', 'given'])
    .default('required')
    .meta(
      layout({
        label: 'Consent of the end user',
        input: 'select',
        options: {
          required: 'Ask on the chat page and in the widget',
          given: 'Given elsewhere, for example in a contract',
        },
        help: 'Nothing is stored until the end user agrees. A withdrawal deletes all facts.',
      }),
    ),
  days: z
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(180)
    .meta(layout({ label: 'Days until a fact expires', input: 'number', advanced: true })),
  toolDescription: ToolDescription,
})
export type RememberConfig = z.infer<typeof Config>

export const manifest = defineManifest<RememberConfig>({
  type: 'remember',
  version: 1,
  label: 'Remember',
  description: 'Stores facts about the end user across conversations, with their consent.',
  group: 'knowledge',
  icon: 'bookmark-plus',
  config: Config,
  effect: 'write',
  reusable: false,
  tool: true,
  ports: () => ({
    inputs: [
      {
        id: 'text',
        label: 'Text',
        kind: 'text',
        required: true,
        description: 'A fact such as “Prefers trains to flights”, or the message to find facts in.',
      },
    ],
    outputs: [
      {
        id: 'status',
        label: 'Status',
        kind: 'text',
        description:
          '“stored”, “refused” for credentials, “no-consent”, or “no-end-user” for a rerun or a run without an end user.',
      },
      { id: 'count', label: 'Stored facts', kind: 'number' },
    ],
  }),
  texts: { text: 'The text', extract: 'Facts in the text' },
  summary: ({ source }, text) => text(source),
  defaultPolicy: { timeoutSeconds: 60 },
})
