import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { recipientField, whatsappErrors, whatsappFailure } from '../whatsapp-fields'

export default defineAction({
  id: 'send-text',
  version: 1,
  label: 'Send a text',
  description: 'Sends a text to a person who wrote within the last 24 hours.',
  synonyms: ['message', 'notify', '发送', '通知'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    to: recipientField,
    text: textField({ label: 'Text', input: 'textarea' }, { max: 4_096 }),
  }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Message ID' })) }),
  request: {
    method: 'POST',
    path: '/messages',
    body: {
      json: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '{{to}}',
        type: 'text',
        text: { body: '{{text}}', preview_url: false },
      },
    },
  },
  failure: whatsappFailure,
  errors: whatsappErrors,
  pick: { id: '/messages/0/id' },
})
