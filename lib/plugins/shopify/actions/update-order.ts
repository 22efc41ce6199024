import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { defineAction } from '../../action'
import { optionalText, optionalTexts, textOutput } from '../../shared/fields'
import { callGraphQl } from '../../shared/graphql'
import { orderField, orderId, shopifyErrors, shopifyFailure } from '../shopify-fields'

const MUTATION = `mutation($input: OrderInput!) {
  orderUpdate(input: $input) { order { id } userErrors { field message } }
}`

const Updated = z.object({
  orderUpdate: z.object({
    order: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ message: z.string() })),
  }),
})

export default defineAction({
  id: 'update-order',
  version: 1,
  label: 'Update an order',
  description: 'Replaces the note or the tags of an order.',
  synonyms: ['note', 'tag', '备注', '标签', '订单'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    order: orderField,
    note: optionalText({ label: 'Note', input: 'textarea' }, { max: 5_000 }),
    tags: optionalTexts({ label: 'Tags', itemLabel: 'tag' }),
  }),
  output: z.strictObject({ id: textOutput('ID') }),
  async run({ http }, { order, note, tags }) {
    const input = { id: orderId(order), ...(note === undefined ? {} : { note }), ...(tags ? { tags } : {}) }
    const data = await callGraphQl({ http, url: '/graphql.json', query: MUTATION, variables: { input } })
    const { orderUpdate } = Updated.parse(data)
    const [wrong] = orderUpdate.userErrors
    if (wrong || !orderUpdate.order)
      throw new AppError('TOOL_FAILED', verbatim(wrong?.message ?? 'Shopify has no order with this ID.'))
    return { id: orderUpdate.order.id }
  },
  failure: shopifyFailure,
  errors: shopifyErrors,
})
