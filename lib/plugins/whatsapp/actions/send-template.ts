import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { recipientField, whatsappErrors, whatsappFailure } from '../whatsapp-fields'

export default defineAction({
  id: 'send-template',
  version: 1,
  label: 'Send a template',
  description: 'Sends an approved template, also to people who have not written recently.',
  synonyms: ['message', 'marketing', '模板'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    to: recipientField,
    template: textField({ label: 'Template', placeholder: 'order_shipped', filledBy: 'author' }, { max: 512 }),
    language: textField({ label: 'Language', placeholder: 'en_US', filledBy: 'author' }, { max: 15 }),
    values: z
      .array(z.string().min(1).max(1_024))
      .max(20)
      .default([])
      .meta(layout({ label: 'Values', itemLabel: 'Value', references: true, help: 'For {{1}}, {{2}} … of its body.' })),
  }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Message ID' })) }),
  async run({ http }, { to, template, language, values }) {
    const parameters = values.map((text) => ({ type: 'text', text }))
    const response = await http({
      method: 'POST',
      url: '/messages',
      body: {
        json: {
          messaging_product: 'whatsapp',
          to,
          type: 'template',
          template: {
            name: template,
            language: { code: language },
            components: parameters.length === 0 ? [] : [{ type: 'body', parameters }],
          },
        },
      },
    })
    const [message] = Sent.parse(response.json()).messages
    return { id: message?.id ?? '' }
  },
  failure: whatsappFailure,
  errors: whatsappErrors,
})

const Sent = z.object({ messages: z.array(z.object({ id: z.string() })) })
