import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { idField } from '../shared/fields'

const Address = z.email().max(320)

/** Recipients: an author decides who receives mail, unless a switch lets a model choose. */
export function recipientsField() {
  return z
    .array(Address)
    .min(1)
    .max(50)
    .meta(layout({ label: 'To', input: 'list', itemLabel: 'recipient', references: true, filledBy: 'author' }))
}

export function copiesField(label: string) {
  return z
    .array(Address)
    .max(50)
    .default([])
    .meta(
      layout({ label, input: 'list', itemLabel: 'recipient', references: true, filledBy: 'author', advanced: true }),
    )
}

export function folderField() {
  return z
    .string()
    .min(1)
    .max(300)
    .default('INBOX')
    .meta(layout({ label: 'Folder', references: true }))
}

export const mailIdField = () => idField({ label: 'Message ID', help: 'Number of the message in its folder.' })

export const MailCursorSchema = z.strictObject({
  validity: z.string(),
  after: z.number().int().min(0),
  receivedAt: z.number().min(0),
  since: z.number().min(0).nullable(),
})
