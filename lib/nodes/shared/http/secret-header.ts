import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'

/** A secret by name and the header that carries it. The value is read when the request is sent. */
export const SecretHeaderFields = {
  secret: z
    .string()
    .max(100)
    .default('')
    .meta(layout({ label: 'Secret', input: 'secret', help: 'Sent in a header. The value is never shown.' })),
  secretHeader: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9-]+$/, schemaError('forms.headerName'))
    .default('Authorization')
    .meta(layout({ label: 'Header name of the secret', advanced: true })),
  secretPrefix: z
    .string()
    .max(40)
    .default('Bearer ')
    .meta(layout({ label: 'Text before the secret', advanced: true, placeholder: 'Bearer ' })),
}
