import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { ToolDescription } from '../shared/models/tool-description'

const DATE_OPERATIONS = ['now', 'format', 'add', 'difference', 'start', 'end'] as const
type DateOperation = (typeof DATE_OPERATIONS)[number]

const shownFor = (...values: DateOperation[]) => ({ field: 'operation', values })

const Config = z.strictObject({
  operation: z
    .enum(DATE_OPERATIONS)
    .default('now')
    .meta(
      layout({
        label: 'Operation',
        input: 'select',
        options: {
          now: 'Current time',
          format: 'Read and format',
          add: 'Add or subtract',
          difference: 'Difference of two dates',
          start: 'Start of a unit',
          end: 'End of a unit',
        },
      }),
    ),
  amount: z
    .number()
    .min(-1_000_000)
    .max(1_000_000)
    .default(1)
    .meta(layout({ label: 'Amount', input: 'number', help: 'Negative to subtract.', showWhen: shownFor('add') })),
  unit: z
    .enum(['years', 'quarters', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds'])
    .default('days')
    .meta(
      layout({
        label: 'Unit',
        input: 'select',
        options: {
          years: 'Years',
          quarters: 'Quarters',
          months: 'Months',
          weeks: 'Weeks',
          days: 'Days',
          hours: 'Hours',
          minutes: 'Minutes',
          seconds: 'Seconds',
          milliseconds: 'Milliseconds',
        },
        showWhen: shownFor('add', 'difference', 'start', 'end'),
      }),
    ),
  pattern: z
    .string()
    .max(100)
    .default('')
    .meta(
      layout({
        label: 'Form of the date',
        placeholder: 'dd.MM.yyyy HH:mm',
        help: 'Leave empty for ISO 8601, email and SQL dates, and for seconds or milliseconds since 1970.',
        showWhen: shownFor('format', 'add', 'difference', 'start', 'end'),
      }),
    ),
  format: z
    .string()
    .max(100)
    .default('')
    .meta(
      layout({
        label: 'Form of the text',
        placeholder: 'd LLLL yyyy',
        help: 'Leave empty for ISO 8601.',
        showWhen: shownFor('now', 'format', 'add', 'start', 'end'),
      }),
    ),
  zone: z
    .string()
    .max(60)
    .default('UTC')
    .meta(
      layout({
        label: 'Time zone',
        placeholder: 'Europe/Berlin',
        help: 'Applies to dates without a time zone, and to the result. Adding days keeps the time of day across DST shifts.',
      }),
    ),
  toolDescription: ToolDescription,
})
export type DateConfig = z.infer<typeof Config>

export const manifest = defineManifest<DateConfig>({
  type: 'date',
  version: 1,
  label: 'Date',
  description: 'Returns the current time, and parses, formats, shifts and compares dates.',
  group: 'logic',
  icon: 'clock',
  config: Config,
  effect: 'pure',
  reusable: false,
  tool: true,
  ports: ({ operation }) => ({
    inputs: [
      ...(operation === 'now'
        ? []
        : [
            { id: 'date', label: 'Date', kind: 'any' as const, required: true, description: 'A text or milliseconds.' },
          ]),
      ...(operation === 'difference'
        ? [{ id: 'other', label: 'Later date', kind: 'any' as const, required: true }]
        : []),
    ],
    outputs: [
      { id: 'text', label: 'Text', kind: 'text', description: 'The result in the form that you set.' },
      { id: 'date', label: 'Date', kind: 'text', description: 'In ISO 8601.' },
      { id: 'milliseconds', label: 'Milliseconds', kind: 'number', description: 'Since 1970.' },
      ...(operation === 'difference' ? [{ id: 'difference', label: 'Difference', kind: 'number' as const }] : []),
    ],
  }),
  texts: {
    now: 'The current time · {zone}',
    format: 'Format · {zone}',
    add: 'Add {amount, number} {unit}',
    difference: 'Difference in {unit}',
    start: 'Start of {unit}',
    end: 'End of {unit}',
  },
  summary: ({ operation, zone, amount, unit }, text) => text(operation, { zone, amount, unit }),
})
