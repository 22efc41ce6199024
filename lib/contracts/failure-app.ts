import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

const FailureApp = z.strictObject({
  /** The app that is started; null if none is. */
  appId: Id.nullable(),
  /** Whether it receives the inputs of the failed run, which may contain personal data. */
  sendsInputs: z.boolean(),
})

const AppParams = z.strictObject({ appId: Id })

export const getFailureApp = defineContract({
  name: 'failureApp.get',
  method: 'GET',
  path: '/api/studio/apps/:appId/failure-app',
  access: 'viewer',
  params: AppParams,
  response: FailureApp,
})

/** Selects the app that starts when a run of a published version fails, in the same environment. */
export const saveFailureApp = defineContract({
  name: 'failureApp.save',
  method: 'PUT',
  path: '/api/studio/apps/:appId/failure-app',
  access: 'editor',
  params: AppParams,
  body: FailureApp,
  response: FailureApp,
})
