import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'

const Config = z.strictObject({
  parallel: z
    .number()
    .int()
    .min(1)
    .max(64)
    .default(8)
    .meta(layout({ label: 'Items at the same time', input: 'slider', min: 1, max: 64, step: 1 })),
  onItemError: z
    .enum(['fail', 'keep'])
    .default('fail')
    .meta(
      layout({
        label: 'When an item fails',
        input: 'select',
        options: { fail: 'The whole map fails', keep: 'The others go on' },
        help: 'A failed item gives an empty result at its place, and its error on the port “Errors”.',
      }),
    ),
  maxItems: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1_000)
    .meta(layout({ label: 'Most items', input: 'number', advanced: true, help: 'A longer list is refused.' })),
})
export type MapConfig = z.infer<typeof Config>

export const manifest = defineManifest<MapConfig>({
  type: 'map',
  version: 1,
  label: 'Map',
  description: 'Runs the nodes inside it once for every item of a list.',
  group: 'logic',
  icon: 'layers',
  config: Config,
  effect: 'pure',
  ports: () => ({
    inputs: [{ id: 'items', label: 'List', kind: 'any', list: true, required: true }],
    outputs: [
      { id: 'results', label: 'Results', kind: 'any', list: true, description: 'One for every item, in its order.' },
      {
        id: 'errors',
        label: 'Errors',
        kind: 'json',
        description: 'Index, code and message of every item that failed.',
      },
    ],
    inner: {
      outputs: [
        { id: 'item', label: 'Item', kind: 'any' },
        { id: 'index', label: 'Index', kind: 'number', description: 'From 0.' },
      ],
      inputs: [{ id: 'result', label: 'Result', kind: 'any', required: true }],
    },
  }),
  texts: { parallel: '{count, plural, =1 {One item after the other} other {# items at a time}}' },
  summary: ({ parallel }, text) => text('parallel', { count: parallel }),
})
