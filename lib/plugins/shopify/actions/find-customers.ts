import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { listNodes } from '../../shared/graphql'
import { queryField, shopifyErrors, shopifyFailure } from '../shopify-fields'

const QUERY = `query($first: Int!, $after: String, $search: String) {
  customers(first: $first, after: $after, query: $search, sortKey: UPDATED_AT, reverse: true) {
    nodes { id displayName email phone numberOfOrders createdAt updatedAt } pageInfo { hasNextPage endCursor }
  }
}`

export default defineAction({
  id: 'find-customers',
  version: 1,
  label: 'Find customers',
  description: 'Lists customers, last changed first, optionally those that match a search.',
  synonyms: ['list', 'search', 'buyer', '查找', '客户'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ search: queryField('email:ada@example.com'), limit: limitField(20, 250) }),
  output: z.strictObject({ customers: listOutput('Customers') }),
  async run({ http }, { search, limit }) {
    const variables = { search: search ?? null }
    const call = { http, url: '/graphql.json', query: QUERY, variables, field: 'customers' }
    return { customers: await listNodes({ ...call, limit, pageSize: 50 }) }
  },
  failure: shopifyFailure,
  errors: shopifyErrors,
})
