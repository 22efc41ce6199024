import { z } from 'zod'
import { CONDITION_OPERATORS } from '@/lib/graph/conditions'
import { GraphId } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { parseTemplate } from '@/lib/graph/templates/references'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { textRef } from '@/lib/messages/problems/text-ref'
import { OPERATOR_LABELS, operatorsWithRight } from '../shared/conditions/condition-labels'
import { findRepeated } from '../shared/find-repeated'
import { variablePorts } from '../shared/variable-ports'

const ConditionField = z.strictObject({
  left: z
    .string()
    .max(2_000)
    .default('{{value}}')
    .meta(layout({ label: 'Value', references: true })),
  operator: z
    .enum(CONDITION_OPERATORS)
    .default('equals')
    .meta(layout({ label: 'Operator', input: 'select', options: OPERATOR_LABELS })),
  right: z
    .string()
    .max(2_000)
    .default('')
    .meta(
      layout({
        label: 'Compare with',
        references: true,
        showWhen: {
          field: 'operator',
          values: operatorsWithRight,
        },
      }),
    ),
})

const CaseSchema = z.strictObject({
  id: GraphId.meta(layout({ label: 'Port', hidden: true })),
  name: z
    .string()
    .max(100)
    .default('')
    .meta(layout({ label: 'Name' })),
  match: z
    .enum(['all', 'any'])
    .default('all')
    .meta(
      layout({
        label: 'Matches when',
        input: 'select',
        options: { all: 'all conditions are met', any: 'any condition is met' },
      }),
    ),
  conditions: z
    .array(ConditionField)
    .min(1, schemaError('forms.caseCondition'))
    .max(20)
    .default([{ left: '{{value}}', operator: 'equals', right: '' }])
    .meta(layout({ label: 'Conditions', itemLabel: 'condition', input: 'list' })),
})

const Config = z.strictObject({
  cases: z
    .array(CaseSchema)
    .min(1, schemaError('forms.casesMissing'))
    .max(30)
    .default([
      {
        id: 'case1',
        name: 'Case 1',
        match: 'all',
        conditions: [{ left: '{{value}}', operator: 'is-not-empty', right: '' }],
      },
    ])
    .meta(layout({ label: 'Cases', itemLabel: 'case', input: 'list', help: 'The first matching case is used.' })),
})
export type ConditionConfig = z.infer<typeof Config>

export const manifest = defineManifest<ConditionConfig>({
  type: 'condition',
  version: 1,
  label: 'Condition',
  description: 'Sends a value down the first branch whose conditions are met.',
  group: 'logic',
  icon: 'git-branch',
  config: Config,
  effect: 'pure',
  templates: [
    // Encoded as JSON to distinguish a list, a number or null from text.
    { path: 'cases.*.conditions.*.left', encoding: 'json' },
    { path: 'cases.*.conditions.*.right', encoding: 'text' },
  ],
  ports: ({ cases }) => ({
    inputs: [
      { id: 'value', label: 'Value', kind: 'any', required: true, description: 'Passed on along the matching branch.' },
      ...variablePorts(
        cases.flatMap((item) => item.conditions.flatMap(({ left, right }) => [left, right])),
        'any',
        ['value'],
      ),
    ],
    outputs: [
      ...cases.map(({ id, name }) => ({ id, label: name || id, kind: 'any' as const })),
      { id: 'else', label: 'Else', kind: 'any' },
    ],
  }),
  branches: ({ cases }) => [...cases.map(({ id }) => id), 'else'],
  summary: ({ cases }) => cases.map(({ id, name }) => name || id).join(', '),
  check: ({ cases }, nodeId) => [
    ...findRepeated(
      cases.map((item) => item.id),
      { nodeId, path: 'cases', reserved: ['else', 'error'] },
    ),
    ...cases.flatMap((item, index) => findMixedLeft(item.conditions, index, nodeId)),
  ],
})

/** A left side is one reference or plain text; mixed text has no typed value to compare. */
function findMixedLeft(conditions: ConditionConfig['cases'][number]['conditions'], index: number, nodeId: string) {
  return conditions.flatMap(({ left }, at): GraphIssue[] => {
    const segments = parseTemplate(left.trim())
    if (segments.length <= 1 || segments.every((segment) => segment.type === 'text')) return []
    return [
      {
        code: 'INVALID_CONFIG',
        severity: 'error',
        ...textRef('nodeSettings.oneReference'),
        nodeId,
        path: `cases.${index}.conditions.${at}.left`,
      },
    ]
  })
}
