import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { variablePorts } from '../shared/variable-ports'

const Config = z.strictObject({
  text: z
    .string()
    .max(200_000)
    .default('{{value}}')
    .meta(
      layout({
        label: 'Text',
        input: 'prompt',
        references: true,
        help: 'Each {{name}} becomes an input of this node.',
      }),
    ),
})
export type TemplateConfig = z.infer<typeof Config>

export const manifest = defineManifest<TemplateConfig>({
  type: 'template',
  version: 1,
  label: 'Template',
  description: 'Inserts values into a text.',
  group: 'text',
  icon: 'type',
  config: Config,
  effect: 'pure',
  templates: [{ path: 'text', encoding: 'text' }],
  ports: ({ text }) => ({
    inputs: variablePorts([text], 'any'),
    outputs: [{ id: 'text', label: 'Text', kind: 'text' }],
  }),
  texts: { empty: 'Empty' },
  summary: ({ text: template }, text) => template.trim().split('\n')[0] || text('empty'),
})
