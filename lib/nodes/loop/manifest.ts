import { z } from 'zod'
import { CONDITION_OPERATORS } from '@/lib/graph/conditions'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { OPERATOR_WORDS, operatorsWithRight } from '../shared/conditions/condition-labels'
import { variablePorts } from '../shared/variable-ports'

const ConditionField = z.strictObject({
  path: z
    .string()
    .max(500)
    .default('')
    .meta(
      layout({
        label: 'Value of the state',
        placeholder: 'done',
        help: 'Empty: the whole state. Parts are parted by dots.',
      }),
    ),
  operator: z
    .enum(CONDITION_OPERATORS)
    .default('is-true')
    .meta(layout({ label: 'Operator', input: 'select', options: OPERATOR_WORDS })),
  right: z
    .string()
    .max(2_000)
    .default('')
    .meta(
      layout({ label: 'Compared with', references: true, showWhen: { field: 'operator', values: operatorsWithRight } }),
    ),
})

const Config = z.strictObject({
  mode: z
    .enum(['until', 'while'])
    .default('until')
    .meta(
      layout({
        label: 'Goes on',
        input: 'select',
        options: { until: 'until this holds after a round', while: 'while this holds before a round' },
      }),
    ),
  match: z
    .enum(['all', 'any'])
    .default('all')
    .meta(
      layout({
        label: 'Holds when',
        input: 'select',
        options: { all: 'all conditions hold', any: 'any condition holds' },
      }),
    ),
  conditions: z
    .array(ConditionField)
    .min(1, 'A loop needs a condition.')
    .max(20)
    .default([{ path: 'done', operator: 'is-true', right: '' }])
    .meta(layout({ label: 'Conditions', itemLabel: 'condition', input: 'list' })),
  maxRounds: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(10)
    .meta(layout({ label: 'Most rounds', input: 'number' })),
  onLimit: z
    .enum(['fail', 'port'])
    .default('fail')
    .meta(
      layout({
        label: 'After the most rounds',
        input: 'select',
        options: { fail: 'the loop fails', port: 'the state leaves by “Unfinished”' },
      }),
    ),
})
export type LoopConfig = z.infer<typeof Config>

export const manifest = defineManifest<LoopConfig>({
  type: 'loop',
  version: 1,
  label: 'Loop',
  description: 'Runs the nodes inside it again and again, each round on what the last one gave.',
  group: 'logic',
  icon: 'refresh',
  config: Config,
  effect: 'pure',
  templates: [{ path: 'conditions.*.right', encoding: 'text' }],
  ports: ({ conditions, onLimit }) => ({
    inputs: [
      { id: 'start', label: 'State at the start', kind: 'any', required: true },
      ...variablePorts(
        conditions.map(({ right }) => right),
        'any',
        ['start', 'next'],
      ),
    ],
    outputs: [
      { id: 'result', label: 'State at the end', kind: 'any' },
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
