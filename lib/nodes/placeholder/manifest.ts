import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'

const Config = z.strictObject({
  peer: z
    .string()
    .max(40)
    .default('')
    .meta(layout({ label: 'Builder', hidden: true })),
  sourceType: z
    .string()
    .max(200)
    .default('')
    .meta(layout({ label: 'Node type', hidden: true })),
  outputs: z
    .array(GraphId)
    .max(50)
    .default([])
    .meta(
      layout({ label: 'Outputs', itemLabel: 'output', input: 'list', help: 'The values that other nodes read here.' }),
    ),
  source: z
    .string()
    .max(65_536)
    .default('')
    .meta(
      layout({
        label: 'Original settings',
        input: 'textarea',
        help: 'The settings of the imported node. Replace this node with one that does the same, then delete it.',
      }),
    ),
})
export type PlaceholderConfig = z.infer<typeof Config>

/** Keeps a part of an imported app that has no equivalent, until someone replaces it. */
export const manifest = defineManifest<PlaceholderConfig>({
  type: 'placeholder',
  version: 1,
  label: 'Placeholder',
  description: 'Keeps a part of an imported app that has no equivalent yet. Replace it before you run the app.',
  group: 'logic',
  icon: 'alert-triangle',
  config: Config,
  effect: 'pure',
  ports: ({ outputs }) => ({
    inputs: [],
    outputs: [
      ...[...new Set(outputs)]
        .filter((id) => id !== 'done')
        .map((id) => ({ id, label: id, kind: 'any' as const, isNamed: true as const })),
      { id: 'done', label: 'Done', kind: 'any' },
    ],
  }),
  texts: { from: '{type} from {peer}' },
  summary: ({ peer, sourceType }, text) => (peer === '' ? '' : text('from', { type: sourceType, peer })),
  check: (_, nodeId): GraphIssue[] => [
    { code: 'PLACEHOLDER', severity: 'error', ...textRef('nodeSettings.replacePlaceholder'), nodeId },
  ],
})
