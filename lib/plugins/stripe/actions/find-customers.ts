import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { stripePages } from '../stripe-pages'

export default defineAction({
  id: 'find-customers',
  version: 1,
  label: 'Find customers',
  description: 'Lists customers, newest first, optionally with an email address.',
  synonyms: ['search', 'list', '查找', '客户'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({ email: optionalText({ label: 'Email' }, { max: 512 }), limit: limitField(20) }),
  output: z.strictObject({ customers: listOutput('Customers') }),
  request: { method: 'GET', path: '/customers', query: { email: '{{email}}' } },
  paginate: {
    ...stripePages,
    as: 'customers',
    each: { id: '/id', name: '/name', email: '/email', created: '/created', currency: '/currency' },
  },
})
