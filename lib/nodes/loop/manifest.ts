import { z } from 'zod'
import { CONDITION_OPERATORS } from '@/lib/graph/conditions'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { OPERATOR_LABELS, operatorsWithRight } from '../shared/conditions/condition-labels'
import { variablePorts } from '../shared/variable-ports'

const ConditionField = z.strictObject({
  path: z
    .string()
    .max(500)
    .default('')
    .meta(
      layout({
        label: 'Path in the state',
        placeholder: 'done',
        help: 'Leave empty for the whole state. Separate nested names with dots.',
      }),
    ),
  operator: z
    .enum(CONDITION_OPERATORS)
    .default('is-true')
    .meta(layout({ label: 'Operator', input: 'select', options: OPERATOR_LABELS })),
  right: z
    .string()
    .max(2_000)
    .default('')
    .meta(
      layout({ label: 'Compare with', references: true, showWhen: { field: 'operator', values: operatorsWithRight } }),
    ),
})

const Config = z.strictObject({
  mode: z
    .enum(['until', 'while'])
    .default('until')
    .meta(
      layout({
        label: 'Repeat',
        input: 'select',
        options: {
          until: 'until the conditions are met after a round',
          while: 'while the conditions are met before a round',
        },
      }),
    ),
  match: z
    .enum(['all', 'any'])
    .default('all')
    .meta(
      layout({
        label: 'Met when',
        input: 'select',
        options: { all: 'all conditions are met', any: 'any condition is met' },
      }),
    ),
  conditions: z
    .array(ConditionField)
    .min(1, schemaError('forms.loopCondition'))
    .max(20)
    .default([{ path: 'done', operator: 'is-true', right: '' }])
    .meta(layout({ label: 'Conditions', itemLabel: 'condition', input: 'list' })),
  maxRounds: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(10)
    .meta(layout({ label: 'Maximum rounds', input: 'number' })),
  onLimit: z
    .enum(['fail', 'port'])
    .default('fail')
    .meta(
      layout({
        label: 'After the maximum rounds',
        input: 'select',
        options: { fail: 'fail the loop', port: 'output the state at “Unfinished”' },
      }),
    ),
})
export type LoopConfig = z.infer<typeof Config>

export const manifest = defineManifest<LoopConfig>({
  type: 'loop',
  version: 1,
  label: 'Loop',
  description: 'Repeats the nodes inside it. Each round starts with the result of the previous round.',
  group: 'logic',
  icon: 'refresh',
  config: Config,
  effect: 'pure',
  templates: [{ path: 'conditions.*.right', encoding: 'text' }],
  ports: ({ conditions, onLimit }) => ({
    inputs: [
      { id: 'start', label: 'Initial state', kind: 'any', required: true },
      ...variablePorts(
        conditions.map(({ right }) => right),
        'any',
        ['start', 'next'],
      ),
    ],
    outputs: [
      { id: 'result', label: 'Final state', kind: 'any' },
      ...(onLimit === 'port' ? [{ id: 'unfinished', label: 'Unfinished', kind: 'any' as const }] : []),
      { id: 'rounds', label: 'Rounds', kind: 'number' },
    ],
    inner: {
      outputs: [
        { id: 'state', label: 'State', kind: 'any' },
        { id: 'index', label: 'Round', kind: 'number', description: 'From 0.' },
      ],
      inputs: [{ id: 'next', label: 'Next state', kind: 'any', required: true }],
      sequential: true,
    },
  }),
  branches: ({ onLimit }) => (onLimit === 'port' ? ['result', 'unfinished'] : []),
  texts: {
    summary:
      '{mode, select, until {Until a condition is met} other {While a condition is met}} · at most {rounds, plural, one {# round} other {# rounds}}',
  },
  summary: ({ mode, maxRounds }, text) => text('summary', { mode, rounds: maxRounds }),
})
