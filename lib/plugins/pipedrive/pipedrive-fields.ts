import { z } from 'zod'
import { type FieldLayout, layout } from '@/lib/graph/schema/field-layout'

const idSchema = z.number().int().min(1)
const idLayout = (hints: FieldLayout) => layout({ input: 'number', references: true, ...hints })

export const dealField = idSchema.meta(idLayout({ label: 'Deal ID' }))
export const optionalId = (label: string) => idSchema.optional().meta(idLayout({ label }))
export const valueField = z
  .number()
  .min(0)
  .optional()
  .meta(layout({ label: 'Value', input: 'number', references: true }))
export const currencyField = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Write the currency as three letters, such as EUR.')
  .optional()
  .meta(layout({ label: 'Currency', placeholder: 'EUR', references: true }))
export const statusField = z
  .enum(['open', 'won', 'lost'])
  .optional()
  .meta(layout({ label: 'Status', input: 'select', options: { open: 'Open', won: 'Won', lost: 'Lost' } }))

export const idOutput = z.number().meta(layout({ label: 'ID' }))

export const dealProperties = {
  id: '/id',
  title: '/title',
  value: '/value',
  currency: '/currency',
  status: '/status',
  personId: '/person_id',
  stageId: '/stage_id',
  updatedAt: '/update_time',
} as const

export const pipedriveFailure = { path: '/success', equals: false, reason: '/error', message: '/error' } as const
