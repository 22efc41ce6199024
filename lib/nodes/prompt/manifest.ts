import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { variablePorts } from '../shared/variable-ports'

const MessageSchema = z.strictObject({
  role: z
    .enum(['system', 'user', 'assistant'])
    .default('user')
    .meta(
      layout({
        label: 'Role',
        input: 'select',
        options: { system: 'Instructions', user: 'Person', assistant: 'Assistant' },
      }),
    ),
  content: z
    .string()
    .max(100_000)
    .default('')
    .meta(layout({ label: 'Text', input: 'prompt', references: true })),
})

const Config = z.strictObject({
  messages: z
    .array(MessageSchema)
    .min(1, schemaError('forms.messagesMissing'))
    .max(50)
    .default([
      { role: 'system', content: '' },
      { role: 'user', content: '{{message}}' },
    ])
    .meta(layout({ label: 'Messages', itemLabel: 'message', input: 'list' })),
})
export type PromptConfig = z.infer<typeof Config>

export const manifest = defineManifest<PromptConfig>({
  type: 'prompt',
  version: 1,
  label: 'Prompt',
  description: 'Builds the messages sent to a model.',
  group: 'text',
  icon: 'message-square',
  config: Config,
  effect: 'pure',
  templates: [{ path: 'messages.*.content', encoding: 'text' }],
  ports: ({ messages }) => ({
    inputs: [
      ...variablePorts(
        messages.map((message) => message.content),
        'any',
        ['history'],
      ),
      {
        id: 'history',
        label: 'History',
        kind: 'messages',
        description: 'The previous conversation. It is inserted before the last user message.',
      },
    ],
    outputs: [{ id: 'messages', label: 'Messages', kind: 'messages' }],
  }),
  texts: { empty: 'Empty' },
  summary: ({ messages }, text) =>
    messages.map((message) => message.content.trim()).find((content) => content !== '') ?? text('empty'),
})
