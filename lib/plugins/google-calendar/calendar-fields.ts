import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const calendarKinds = ['oauth', 'service-account'] as const
export const calendarScopes = ['https://www.googleapis.com/auth/calendar'] as const

export const calendarField = z
  .string()
  .min(1)
  .max(300)
  .default('primary')
  .meta(
    layout({ label: 'Calendar', references: true, filledBy: 'author', help: '“primary”, or the ID of a calendar.' }),
  )

export const eventField = z
  .string()
  .regex(/^[\w-]{5,1024}$/, 'Use the ID of an event.')
  .meta(layout({ label: 'Event', references: true }))
