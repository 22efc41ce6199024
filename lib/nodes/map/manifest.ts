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
    .meta(layout({ label: 'Items in parallel', input: 'slider', min: 1, max: 64, step: 1 })),
  onItemError: z
    .enum(['fail', 'keep'])
    .default('fail')
    .meta(
      layout({
        label: 'When an item fails',
        input: 'select',
        options: { fail: 'Fail the whole map', keep: 'Continue with the other items' },
        help: 'A failed item has an empty result, and its error is available at “Errors”.',
      }),
    ),
  maxItems: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1_000)
    .meta(layout({ label: 'Maximum items', input: 'number', advanced: true, help: 'Longer lists are rejected.' })),
})
export type MapConfig = z.infer<typeof Config>

export const manifest = defineManifest<MapConfig>({
  type: 'map',
  version: 1,
  label: 'Map',
  description: 'Runs the nodes inside it once for each item of a list.',
  group: 'logic',
  icon: 'layers',
  config: Config,
  effect: 'pure',
  ports: () => ({
    inputs: [{ id: 'items', label: 'List', kind: 'any', list: true, required: true }],
    outputs: [
      {
        id: 'results',
        label: 'Results',
        kind: 'any',
        list: true,
        description: 'One result per item, in the order of the list.',
      },
      {
        id: 'errors',
        label: 'Errors',
        kind: 'json',
        description: 'Index, code and message of each failed item.',
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
  allowsBreak: ({ parallel }) => parallel === 1,
  texts: { parallel: '{count, plural, =1 {One item after the other} other {# items at a time}}' },
  summary: ({ parallel }, text) => text('parallel', { count: parallel }),
})
