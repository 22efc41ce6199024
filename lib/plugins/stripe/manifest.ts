import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'stripe',
  label: 'Stripe',
  description: 'Reads customers, payments and invoices, and refunds payments.',
  categories: ['commerce'],
  synonyms: ['payment', 'invoice', 'customer', 'refund', 'billing', '支付', '发票', '退款'],
  logo: 'simple-icons:stripe',
  docsUrl: 'https://docs.stripe.com/api',
  baseUrl: 'https://api.stripe.com/v1',
  hosts: ['api.stripe.com'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'bearer',
      keyLabel: 'API key',
      placeholder: 'rk_live_…',
      help: 'Create a restricted key with the permissions that the app needs.',
      helpUrl: 'https://dashboard.stripe.com/apikeys',
    },
  ],
  tests: [{ method: 'GET', path: '/balance' }],
  rateLimits: [{ calls: 100, seconds: 1 }],
})
