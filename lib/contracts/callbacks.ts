import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

const AppParams = z.strictObject({ appId: Id })
const CallbackSecretView = z.strictObject({ last4: z.string().nullable() })

/** Returns the secret that signs the callbacks to addresses named by callers of this app. */
export const getCallbackSecret = defineContract({
  name: 'callbacks.getSecret',
  method: 'GET',
  path: '/api/studio/apps/:appId/callback-secret',
  access: 'viewer',
  params: AppParams,
  response: CallbackSecretView,
})

/** Creates the secret or replaces it. Only this response contains it. */
export const rotateCallbackSecret = defineContract({
  name: 'callbacks.rotateSecret',
  method: 'POST',
  path: '/api/studio/apps/:appId/callback-secret',
  access: 'editor',
  params: AppParams,
  response: z.strictObject({ secret: z.string(), last4: z.string() }),
})
