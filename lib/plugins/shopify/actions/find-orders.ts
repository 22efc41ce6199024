import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { listNodes } from '../../shared/graphql'
import { ORDER, queryField, readOrder, shopifyErrors, shopifyFailure } from '../shopify-fields'

const QUERY = `query($first: Int!, $after: String, $search: String) {
  orders(first: $first, after: $after, query: $search, sortKey: CREATED_AT, reverse: true) {
    nodes { ${ORDER} } pageInfo { hasNextPage endCursor }
  }
}`

export default defineAction({
  id: 'find-orders',
  version: 1,
  label: 'Find orders',
  description: 'Lists orders, newest first, optionally those that match a search.',
  synonyms: ['list', 'search', 'sales', '查找', '订单'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ search: queryField('email:ada@example.com'), limit: limitField(20, 250) }),
  output: z.strictObject({ orders: listOutput('Orders') }),
  async run({ http }, { search, limit }) {
    const variables = { search: search ?? null }
    const call = { http, url: '/graphql.json', query: QUERY, variables, field: 'orders' }
    return { orders: (await listNodes({ ...call, limit, pageSize: 50 })).map(readOrder) }
  },
  failure: shopifyFailure,
  errors: shopifyErrors,
})
