import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { textField } from './fields'

const addresses = z.array(z.email('Enter email addresses.')).max(100)

/** Recipients, which the author fixes by default. */
export const toField = addresses
  .min(1)
  .meta(layout({ label: 'To', itemLabel: 'recipient', references: true, filledBy: 'author' }))

export const ccField = addresses
  .optional()
  .meta(layout({ label: 'Cc', itemLabel: 'recipient', references: true, filledBy: 'author', advanced: true }))

export const subjectField = textField({ label: 'Subject' }, { max: 998 })
export const bodyField = textField({ label: 'Text', input: 'textarea' }, { max: 500_000 })
