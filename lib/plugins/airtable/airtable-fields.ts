import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { objectField } from '../shared/fields'

export const airtableKinds = ['token', 'oauth'] as const

export const baseField = z
  .string()
  .regex(/^app[A-Za-z0-9]{14}$/, 'Paste the base ID, which starts with “app”.')
  .meta(layout({ label: 'Base', references: true, filledBy: 'author', placeholder: 'appXXXXXXXXXXXXXX' }))

export const tableField = z
  .string()
  .min(1)
  .max(200)
  .meta(layout({ label: 'Table', references: true, filledBy: 'author', help: 'Name or ID.' }))

export const recordField = z
  .string()
  .regex(/^rec[A-Za-z0-9]{14}$/, 'Use a record ID, which starts with “rec”.')
  .meta(layout({ label: 'Record', references: true, placeholder: 'recXXXXXXXXXXXXXX' }))

export const valuesField = objectField({ label: 'Values', help: 'An object with the columns by name.' })

export const recordItem = { id: '/id', fields: '/fields', createdAt: '/createdTime' } as const

/** Errors by the type that Airtable returns with its message. */
export const airtableErrors = {
  NOT_FOUND: { code: 'TOOL_FAILED', message: 'Airtable does not find this base, table or record.' },
  INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND: {
    code: 'TOOL_FAILED',
    message: 'Airtable does not find this base or table, or the connection lacks access to it.',
  },
} as const

export const airtableFailure = { path: '/failed', equals: true, reason: '/error/type' } as const
