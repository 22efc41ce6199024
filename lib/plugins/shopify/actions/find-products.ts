import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { listNodes } from '../../shared/graphql'
import { queryField, shopifyErrors, shopifyFailure } from '../shopify-fields'

const QUERY = `query($first: Int!, $after: String, $search: String) {
  products(first: $first, after: $after, query: $search, sortKey: UPDATED_AT, reverse: true) {
    nodes { id title handle status vendor totalInventory updatedAt } pageInfo { hasNextPage endCursor }
  }
}`

export default defineAction({
  id: 'find-products',
  version: 1,
  label: 'Find products',
  description: 'Lists products, last changed first, optionally those that match a search.',
  synonyms: ['list', 'search', 'stock', '查找', '商品'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ search: queryField('title:kettle'), limit: limitField(20, 250) }),
  output: z.strictObject({ products: listOutput('Products') }),
  async run({ http }, { search, limit }) {
    const variables = { search: search ?? null }
    const call = { http, url: '/graphql.json', query: QUERY, variables, field: 'products' }
    return { products: await listNodes({ ...call, limit, pageSize: 50 }) }
  },
  failure: shopifyFailure,
  errors: shopifyErrors,
})
