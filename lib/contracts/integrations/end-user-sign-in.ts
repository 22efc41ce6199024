import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from '../contract'
import { Done } from '../shared'

/** Prefix of the `state` of an end user's sign-in, by which the callback page knows that it has no session. */
export const END_USER_STATE = 'end-user.'

const State = z.string().min(1).max(200)

/** The parameters with which a service sends a person back (RFC 6749, RFC 9207). */
export const ReturnedParameters = {
  code: z.string().min(1).max(4_000).optional(),
  iss: z.string().max(1_000).optional(),
  error: z.string().max(200).optional(),
}

/** A service that a run of the end user waits for. */
export const PendingConnection = z.strictObject({ id: Id, service: z.string() })
export type PendingConnection = z.infer<typeof PendingConnection>

export const EndUserSignIn = z.strictObject({
  url: z.string(),
  state: State,
  /** A code for the person to enter on the callback page, if that page cannot reach the chat. */
  confirmation: z.string(),
})
export type EndUserSignIn = z.infer<typeof EndUserSignIn>

/** Without parameters, those that the callback page has delivered are used. */
export const EndUserReturn = z.strictObject({ state: State, ...ReturnedParameters })
export type EndUserReturn = z.infer<typeof EndUserReturn>

export const EndUserOutcome = z.strictObject({ status: z.enum(['connected', 'declined', 'pending']) })
export type EndUserOutcome = z.infer<typeof EndUserOutcome>

/** Stores the parameters for the chat that started the sign-in, after the person has entered its code. */
export const deliverSignIn = defineContract({
  name: 'integrations.signIn.deliver',
  method: 'POST',
  path: '/api/studio/integration-sign-ins/deliver',
  access: 'public',
  body: z.strictObject({ state: State, confirmation: z.string().regex(/^\d{6}$/), ...ReturnedParameters }),
  response: Done,
})
