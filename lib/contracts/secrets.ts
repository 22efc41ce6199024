import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { readSecretOrigin } from './secret-origin'
import { Done, Timestamp } from './shared'

/** The name by which nodes reference it: graphs contain only the name, never the value. */
const SecretName = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, schemaError('forms.secretName'))
/** An origin: HTTPS unless `http://` is written. */
const Origin = z
  .string()
  .max(300)
  .transform((written, context) => {
    const origin = readSecretOrigin(written)
    if (origin === null) context.addIssue({ code: 'custom', message: 'forms.host', key: 'forms.host' })
    return origin ?? written
  })

export const SecretView = z.strictObject({
  id: Id,
  name: z.string(),
  last4: z.string().nullable(),
  /** The only origins that the value is ever sent to: a host for HTTPS, or one prefixed with `http://`. */
  hosts: z.array(z.string()),
  updatedAt: Timestamp,
})
export type SecretView = z.infer<typeof SecretView>

export const SaveSecretBody = z.strictObject({
  name: SecretName,
  value: z.string().min(1).max(4_000),
  hosts: z.array(Origin).min(1).max(20),
})

export const listSecrets = defineContract({
  name: 'secrets.list',
  method: 'GET',
  path: '/api/studio/secrets',
  access: 'editor',
  response: z.strictObject({ secrets: z.array(SecretView) }),
})

/** Creates a secret, or replaces the value and hosts of the same name. */
export const saveSecret = defineContract({
  name: 'secrets.save',
  method: 'PUT',
  path: '/api/studio/secrets',
  access: 'editor',
  body: SaveSecretBody,
  response: SecretView,
})

export const deleteSecret = defineContract({
  name: 'secrets.delete',
  method: 'DELETE',
  path: '/api/studio/secrets/:secretId',
  access: 'editor',
  params: z.strictObject({ secretId: Id }),
  response: Done,
})
