import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { findRepeated } from '../shared/find-repeated'

const Config = z.strictObject({
  mode: z
    .enum(['all', 'any', 'collect'])
    .default('any')
    .meta(
      layout({
        label: 'Output',
        input: 'select',
        options: {
          any: 'The first value that arrives',
          all: 'Named values, when all have arrived',
          collect: 'A list of all values',
        },
      }),
    ),
  names: z
    .array(GraphId)
    .min(1, schemaError('forms.valuesMissing'))
    .max(20)
    .default(['first', 'second'])
    .meta(layout({ label: 'Names', itemLabel: 'name', input: 'list', showWhen: { field: 'mode', values: ['all'] } })),
})
export type MergeConfig = z.infer<typeof Config>

export const manifest = defineManifest<MergeConfig>({
  type: 'merge',
  version: 1,
  label: 'Merge',
  description: 'Merges branches.',
  group: 'logic',
  icon: 'git-merge',
  config: Config,
  effect: 'pure',
  ports: ({ mode, names }) => {
    const output = { id: 'value', label: 'Value', kind: mode === 'any' ? ('any' as const) : ('json' as const) }
    if (mode === 'all') {
      const inputs = names.map((name) => ({ id: name, label: name, kind: 'any' as const, required: true }))
      return { inputs, outputs: [output], join: 'all' }
    }
    const inputs = [{ id: 'values', label: 'Values', kind: 'any' as const, required: true, many: mode === 'collect' }]
    return { inputs, outputs: [output], join: mode }
  },
  texts: { first: 'The first value', list: 'A list' },
  summary: ({ mode, names }, text) => {
    if (mode === 'all') return names.join(', ')
    return text(mode === 'any' ? 'first' : 'list')
  },
  check: ({ mode, names }, nodeId) => (mode === 'all' ? findRepeated(names, { nodeId, path: 'names' }) : []),
})
