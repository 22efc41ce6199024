import { z } from 'zod'
import type { GraphIssue } from '@/lib/graph/issue'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { textRef } from '@/lib/messages/problems/text-ref'
import { ActionSettings, VALUE_ENCODINGS } from '../shared/actions/action-config'
import { textVariables } from '../shared/actions/action-ports'
import { checkAction } from '../shared/actions/check-action'

/** With more tools, models select worse ones. Model services accept at most 128. */
const MANY_TOOLS = 40

const Tool = z.strictObject({
  ...ActionSettings,
  name: z
    .string()
    .max(60)
    .regex(/^[a-zA-Z0-9_-]*$/, schemaError('forms.toolName'))
    .default('')
    .meta(layout({ label: 'Name', help: 'As the model sees it.' })),
  description: z
    .string()
    .max(1_000)
    .default('')
    .meta(layout({ label: 'Description', input: 'textarea' })),
})

const Config = z.strictObject({
  tools: z
    .array(Tool)
    .max(128)
    .default([])
    .meta(layout({ label: 'Actions', itemLabel: 'action', input: 'list' })),
})
export type ToolboxConfig = z.infer<typeof Config>

export const manifest = defineManifest<ToolboxConfig>({
  type: 'toolbox',
  version: 1,
  label: 'Toolbox',
  description: 'Offers several actions of integrations to an agent.',
  group: 'tool',
  icon: 'package',
  config: Config,
  effect: 'write',
  reusable: false,
  bringsUntrusted: true,
  onlyReads: ({ tools }) => tools.every(({ outline }) => outline.effect === 'read'),
  templates: [{ path: 'tools.*.values.*.**', ...VALUE_ENCODINGS }],
  ports: ({ tools }) => ({
    inputs: textVariables(tools.map(({ values }) => values)),
    outputs: [{ id: 'tools', label: 'Tools', kind: 'tool' }],
  }),
  texts: { count: '{count, plural, =0 {No actions yet} one {# action} other {# actions}}' },
  summary: ({ tools }, text) => text('count', { count: tools.length }),
  check: ({ tools }, nodeId): GraphIssue[] => {
    const at = { nodeId, path: 'tools' }
    if (tools.length === 0)
      return [{ code: 'INVALID_CONFIG', severity: 'error', ...textRef('nodeSettings.toolboxEmpty'), ...at }]
    const text = textRef('nodeSettings.toolboxLarge', { max: MANY_TOOLS })
    const many: GraphIssue[] =
      tools.length > MANY_TOOLS ? [{ code: 'INVALID_CONFIG', severity: 'warning', ...text, ...at }] : []
    return [...many, ...tools.flatMap((tool, index) => checkAction(tool, nodeId, `tools.${index}.`))]
  },
})
