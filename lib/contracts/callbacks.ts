import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

const AppParams = z.strictObject({ appId: Id })
const CallbackSecretView = z.strictObject({ last4: z.string().nullable() })

/** What signs the messages to the addresses that callers of this app name. */
export const getCallbackSecret = defineContract({
  name: 'callbacks.getSecret',
  method: 'GET',
  path: '/api/studio/apps/:appId/callback-secret',
  access: 'viewer',
  params: AppParams,
  response: CallbackSecretView,
})

/** Makes one, or a new one in place of the old. It is shown in this answer only. */
export const rotateCallbackSecret = defineContract({
  name: 'callbacks.rotateSecret',
  method: 'POST',
  path: '/api/studio/apps/:appId/callback-secret',
  access: 'editor',
  params: AppParams,
  response: z.strictObject({ secret: z.string(), last4: z.string() }),
})
