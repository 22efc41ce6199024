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
  id: 'send-whatsapp',
  version: 1,
  label: 'Send a WhatsApp message',
  description: 'Sends a WhatsApp message to a phone number.',
  synonyms: ['whatsapp', 'notify', '发送', '消息'],
  connections: ['account'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ to: recipientField, from: senderField, body: bodyField }),
  output: sentOutput,
  request: {
    method: 'POST',
    path: '/Messages.json',
    body: { form: { To: 'whatsapp:{{to}}', From: 'whatsapp:{{from}}', Body: '{{body}}' } },
  },
  failure: twilioFailure,
  errors: twilioErrors,
  pick: sentPick,
})
