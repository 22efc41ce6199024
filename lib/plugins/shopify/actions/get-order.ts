import { z } from 'zod'
import { defineAction } from '../../action'
import { objectOutput } from '../../shared/fields'
import { callGraphQl } from '../../shared/graphql'
import { ORDER, orderField, orderId, readOrder, shopifyErrors, shopifyFailure } from '../shopify-fields'

const QUERY = `query($id: ID!) {
  order(id: $id) { ${ORDER} lineItems(first: 100) { nodes { title quantity sku } } }
}`

const Lines = z.object({ lineItems: z.object({ nodes: z.array(z.record(z.string(), z.json())) }) })

export default defineAction({
  id: 'get-order',
  version: 1,
  label: 'Get an order',
  description: 'Reads an order with its items. The result is empty when there is none.',
  synonyms: ['read', '读取', '订单'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ order: orderField }),
  output: z.strictObject({ order: objectOutput('Order') }),
  async run({ http }, { order }) {
    const data = await callGraphQl({ http, url: '/graphql.json', query: QUERY, variables: { id: orderId(order) } })
    const found = z.object({ order: z.json() }).parse(data).order
    if (found === null) return { order: {} }
    return { order: { ...readOrder(found), items: Lines.parse(found).lineItems.nodes } }
  },
  failure: shopifyFailure,
  errors: shopifyErrors,
})
