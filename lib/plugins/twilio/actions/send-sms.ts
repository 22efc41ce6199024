import { z } from 'zod'
import { defineAction } from '../../action'
import {
  bodyField,
  recipientField,
  senderField,
  sentOutput,
  sentPick,
  twilioErrors,
  twilioFailure,
} from '../twilio-fields'

export default defineAction({
  id: 'send-sms',
  version: 1,
  label: 'Send a text message',
  description: 'Sends an SMS to a phone number.',
  synonyms: ['sms', 'notify', '发送', '短信'],
  connections: ['account'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ to: recipientField, from: senderField, body: bodyField }),
  output: sentOutput,
  request: {
    method: 'POST',
    path: '/Messages.json',
    body: { form: { To: '{{to}}', From: '{{from}}', Body: '{{body}}' } },
  },
  failure: twilioFailure,
  errors: twilioErrors,
  pick: sentPick,
})
