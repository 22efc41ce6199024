import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'

export default defineAction({
  id: 'refund-payment',
  version: 1,
  label: 'Refund a payment',
  description: 'Refunds a payment, completely or in part.',
  synonyms: ['return', 'money back', '退款'],
  connections: ['key'],
  effect: 'write',
  idempotency: { header: 'Idempotency-Key' },
  input: z.strictObject({
    payment: textField({ label: 'Payment ID', placeholder: 'pi_…' }, { max: 255 }),
    amount: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta(
        layout({
          label: 'Amount',
          input: 'number',
          references: true,
          help: 'In the smallest unit of the currency, such as cents. Empty: the whole payment.',
        }),
      ),
  }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'ID' })),
    status: z.string().meta(layout({ label: 'Status' })),
  }),
  request: {
    method: 'POST',
    path: '/refunds',
    body: { form: { payment_intent: '{{payment}}', amount: '{{amount}}' } },
  },
  pick: { id: '/id', status: '/status' },
})
