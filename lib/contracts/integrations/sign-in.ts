import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from '../contract'
import { Timestamp } from '../shared'
import { IntegrationConnectionView } from './connections'
import { ReturnedParameters } from './end-user-sign-in'

const OneConnection = z.strictObject({ integrationConnectionId: Id })

/** Starts a sign-in. Returns a page to open, or a code to enter on another device. */
export const startSignIn = defineContract({
  name: 'integrations.signIn.start',
  method: 'POST',
  path: '/api/studio/integration-connections/:integrationConnectionId/sign-in',
  access: 'editor',
  params: OneConnection,
  response: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('browser'), url: z.string() }),
    z.strictObject({
      type: z.literal('device'),
      /** For the requests of `integrations.signIn.poll`. */
      state: z.string(),
      userCode: z.string(),
      url: z.string(),
      intervalSeconds: z.number(),
      expiresAt: Timestamp,
    }),
  ]),
})

/** `other-account`: nothing has changed until `integrations.signIn.confirm`. */
export const SignInOutcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('connected'), connection: IntegrationConnectionView }),
  z.strictObject({ status: z.literal('declined') }),
  z.strictObject({ status: z.literal('pending') }),
  z.strictObject({
    status: z.literal('other-account'),
    state: z.string(),
    before: z.string(),
    now: z.string(),
  }),
])
export type SignInOutcome = z.infer<typeof SignInOutcome>

const State = z.string().min(1).max(200)

/** Completes a sign-in with the parameters of the redirect from the service (RFC 6749, RFC 9207). */
export const finishSignIn = defineContract({
  name: 'integrations.signIn.finish',
  method: 'POST',
  path: '/api/studio/integration-sign-ins/finish',
  access: 'editor',
  body: z.strictObject({
    state: State,
    ...ReturnedParameters,
  }),
  response: z.strictObject({ connectionId: Id, outcome: SignInOutcome }),
})

export const pollSignIn = defineContract({
  name: 'integrations.signIn.poll',
  method: 'POST',
  path: '/api/studio/integration-sign-ins/poll',
  access: 'editor',
  body: z.strictObject({ state: State }),
  response: SignInOutcome,
})

export const confirmSignIn = defineContract({
  name: 'integrations.signIn.confirm',
  method: 'POST',
  path: '/api/studio/integration-sign-ins/confirm',
  access: 'editor',
  body: z.strictObject({ state: State }),
  response: SignInOutcome,
})
