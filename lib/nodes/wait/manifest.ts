import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { variablePorts } from '../shared/variable-ports'

const UNITS = { seconds: 'seconds', minutes: 'minutes', hours: 'hours', days: 'days' } as const

const Config = z.strictObject({
  mode: z
    .enum(['duration', 'until'])
    .default('duration')
    .meta(layout({ label: 'Waits', input: 'select', options: { duration: 'for a duration', until: 'until a time' } })),
  amount: z
    .number()
    .min(0)
    .max(100_000)
    .default(5)
    .meta(layout({ label: 'Duration', input: 'number', showWhen: { field: 'mode', values: ['duration'] } })),
  unit: z
    .enum(['seconds', 'minutes', 'hours', 'days'])
    .default('seconds')
    .meta(
      layout({ label: 'Unit', input: 'select', options: UNITS, showWhen: { field: 'mode', values: ['duration'] } }),
    ),
  until: z
    .string()
    .max(500)
    .default('')
    .meta(
      layout({
        label: 'Time',
        references: true,
        placeholder: '2027-01-31T09:00:00Z',
        help: 'A date and time with time zone, or seconds since 1970.',
        showWhen: { field: 'mode', values: ['until'] },
      }),
    ),
})
export type WaitConfig = z.infer<typeof Config>

export const manifest = defineManifest<WaitConfig>({
  type: 'wait',
  version: 1,
  label: 'Wait',
  description: 'Continues after a delay or at a set time. Waiting uses no resources and survives restarts.',
  group: 'logic',
  icon: 'clock',
  config: Config,
  effect: 'pure',
  reusable: false,
  templates: [{ path: 'until', encoding: 'text' }],
  ports: ({ mode, until }) => ({
    inputs: [
      { id: 'value', label: 'Value', kind: 'any', required: true },
      ...variablePorts(mode === 'until' ? [until] : [], 'text', ['value']),
    ],
    outputs: [{ id: 'value', label: 'Value', kind: 'any', passes: 'value' }],
  }),
  texts: {
    duration:
      '{unit, select, seconds {{amount, plural, one {# second} other {# seconds}}} minutes {{amount, plural, one {# minute} other {# minutes}}} hours {{amount, plural, one {# hour} other {# hours}}} other {{amount, plural, one {# day} other {# days}}}}',
    noTime: 'No time yet',
  },
  summary: ({ mode, amount, unit, until }, text) =>
    mode === 'duration' ? text('duration', { amount, unit }) : until || text('noTime'),
  check: ({ mode, until }, nodeId) =>
    mode === 'until' && until.trim() === ''
      ? [
          {
            code: 'INVALID_CONFIG',
            severity: 'error',
            ...textRef('nodeSettings.waitUntil'),
            nodeId,
            path: 'until',
          },
        ]
      : [],
})
