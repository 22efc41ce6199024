import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { textField } from '../shared/fields'

export const searchInput = {
  query: textField({ label: 'Query' }, { max: 500 }),
  country: z
    .string()
    .regex(/^[a-z]{2}$/, 'Enter a country with two letters, such as de.')
    .optional()
    .meta(layout({ label: 'Country', placeholder: 'us', advanced: true })),
  language: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]{2})?$/, 'Enter a language, such as en.')
    .optional()
    .meta(layout({ label: 'Language', placeholder: 'en', advanced: true })),
  limit: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .meta(layout({ label: 'Maximum results', input: 'number', advanced: true, filledBy: 'author' })),
}

export const searchBody = { q: '{{query}}', gl: '{{country}}', hl: '{{language}}', num: '{{limit}}' } as const

export const serperErrors = {
  'Unauthorized.': { code: 'RECONNECT_REQUIRED', message: 'Serper rejected the key. Reconnect the connection.' },
  'Not enough credits': { code: 'TOOL_FAILED', message: 'The Serper account has no credits left.' },
} as const
