import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { findRepeated } from '../shared/find-repeated'
import { variablePorts } from '../shared/variable-ports'

const Value = z.strictObject({
  name: GraphId.meta(layout({ label: 'Name in the template' })),
  value: z
    .string()
    .max(20_000)
    .default('{{value}}')
    .meta(layout({ label: 'Value', references: true, help: 'A single reference keeps its type.' })),
})

const Config = z.strictObject({
  engine: z
    .enum(['simple', 'jinja'])
    .default('simple')
    .meta(
      layout({
        label: 'Syntax',
        input: 'select',
        group: 'prompt',
        options: { simple: 'Values only', jinja: 'Jinja' },
      }),
    ),
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
        showWhen: { field: 'engine', values: ['simple'] },
      }),
    ),
  jinja: z
    .string()
    .max(100_000)
    .default('')
    .meta(
      layout({
        label: 'Jinja template',
        input: 'textarea',
        group: 'prompt',
        help: 'Supports loops, conditions and filters of Jinja. The template can read only the values below.',
        showWhen: { field: 'engine', values: ['jinja'] },
      }),
    ),
  values: z
    .array(Value)
    .max(50)
    .default([])
    .meta(
      layout({
        label: 'Values',
        itemLabel: 'value',
        input: 'list',
        group: 'prompt',
        help: 'Each {{name}} becomes an input of this node.',
        showWhen: { field: 'engine', values: ['jinja'] },
      }),
    ),
})
export type TemplateConfig = z.infer<typeof Config>

export const manifest = defineManifest<TemplateConfig>({
  type: 'template',
  version: 1,
  label: 'Template',
  description: 'Inserts values into text.',
  group: 'text',
  icon: 'type',
  config: Config,
  effect: 'pure',
  templates: [
    { path: 'text', encoding: 'text', when: { field: 'engine', values: ['simple', undefined] } },
    { path: 'values.*.value', encoding: 'value', when: { field: 'engine', values: ['jinja'] } },
  ],
  ports: ({ engine, text, values }) => ({
    inputs: variablePorts(engine === 'jinja' ? values.map(({ value }) => value) : [text], 'any'),
    outputs: [{ id: 'text', label: 'Text', kind: 'text' }],
  }),
  texts: { empty: 'Empty' },
  summary: ({ engine, text: simple, jinja }, text) =>
    (engine === 'jinja' ? jinja : simple).trim().split('\n')[0] || text('empty'),
  check: ({ engine, values }, nodeId) => {
    const names = values.map(({ name }) => name)
    return engine === 'jinja' ? findRepeated(names, { nodeId, path: 'values' }) : []
  },
})
