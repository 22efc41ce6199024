import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { stripePages } from '../stripe-pages'

export default defineAction({
  id: 'list-invoices',
  version: 1,
  label: 'List invoices',
  description: 'Lists invoices, newest first, optionally of one customer.',
  synonyms: ['bill', '发票', '账单'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    customer: optionalText({ label: 'Customer ID', placeholder: 'cus_…' }, { max: 255 }),
    status: z
      .enum(['draft', 'open', 'paid', 'uncollectible', 'void'])
      .optional()
      .meta(
        layout({
          label: 'Status',
          input: 'select',
          options: { draft: 'Draft', open: 'Open', paid: 'Paid', uncollectible: 'Uncollectible', void: 'Void' },
        }),
      ),
    limit: limitField(20),
  }),
  output: z.strictObject({ invoices: listOutput('Invoices') }),
  request: { method: 'GET', path: '/invoices', query: { customer: '{{customer}}', status: '{{status}}' } },
  paginate: {
    ...stripePages,
    as: 'invoices',
    each: {
      id: '/id',
      number: '/number',
      customer: '/customer',
      status: '/status',
      total: '/total',
      currency: '/currency',
      url: '/hosted_invoice_url',
      created: '/created',
    },
  },
})
