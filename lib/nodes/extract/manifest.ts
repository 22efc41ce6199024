import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { findRepeated } from '../shared/find-repeated'
import { ToolDescription } from '../shared/models/tool-description'

const Field = z.strictObject({
  name: GraphId.default('value').meta(layout({ label: 'Name' })),
  selector: z
    .string()
    .max(1_000)
    .default('')
    .meta(
      layout({
        label: 'Selector or path',
        placeholder: 'article h2 a',
        help: 'A CSS selector for HTML. For XML, a path such as /rss/channel/item/title, with @name for attributes, [1] for one of several, and // for any level.',
      }),
    ),
  take: z
    .enum(['text', 'html', 'attribute'])
    .default('text')
    .meta(
      layout({
        label: 'Value',
        input: 'select',
        options: { text: 'Text', html: 'HTML inside', attribute: 'Attribute' },
        help: 'Only for HTML.',
      }),
    ),
  attribute: z
    .string()
    .max(100)
    .default('href')
    .meta(layout({ label: 'Attribute', showWhen: { field: 'take', values: ['attribute'] } })),
  all: z
    .boolean()
    .default(false)
    .meta(layout({ label: 'All matches as a list', input: 'switch' })),
})

const Config = z.strictObject({
  format: z
    .enum(['html', 'xml'])
    .default('html')
    .meta(layout({ label: 'Format', input: 'select', options: { html: 'HTML', xml: 'XML' } })),
  fields: z
    .array(Field)
    .min(1, schemaError('forms.valuesMissing'))
    .max(50)
    .default([{ name: 'title', selector: 'title', take: 'text', attribute: 'href', all: false }])
    .meta(layout({ label: 'Values', itemLabel: 'value', input: 'list' })),
  toolDescription: ToolDescription,
})
export type ExtractConfig = z.infer<typeof Config>

export const manifest = defineManifest<ExtractConfig>({
  type: 'extract',
  version: 1,
  label: 'Extract',
  description: 'Extracts values from HTML with CSS selectors, or from XML with paths.',
  group: 'logic',
  icon: 'scan',
  config: Config,
  effect: 'pure',
  tool: true,
  ports: () => ({
    inputs: [{ id: 'text', label: 'Text', kind: 'text', required: true, description: 'HTML or XML, up to 5 MB.' }],
    outputs: [
      {
        id: 'values',
        label: 'Values',
        kind: 'json',
        description: 'The values by name. A value is null if nothing matches.',
      },
      { id: 'first', label: 'First value', kind: 'any', description: 'Skipped if nothing matches.' },
    ],
  }),
  summary: ({ fields }) => fields.map(({ name }) => name).join(', '),
  check: ({ fields }, nodeId) =>
    findRepeated(
      fields.map(({ name }) => name),
      { nodeId, path: 'fields' },
    ),
})
