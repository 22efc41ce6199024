import { z } from 'zod'
import { type FieldLayout, layout } from '@/lib/graph/schema/field-layout'

export function timeField(hints: FieldLayout) {
  return z
    .string()
    .regex(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/,
      'Use a time with its zone, such as 2026-01-31T09:00:00+01:00.',
    )
    .meta(layout({ references: true, placeholder: '2026-01-31T09:00:00+01:00', ...hints }))
}

export const attendeesField = z
  .array(z.email())
  .max(100)
  .optional()
  .meta(layout({ label: 'Attendees', itemLabel: 'attendee', references: true, filledBy: 'author' }))
