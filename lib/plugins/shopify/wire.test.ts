import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const fields = { shop: 'acme' }
const url = 'https://acme.myshopify.com/admin/api/2026-07/graphql.json'
const node = {
  id: 'gid://shopify/Order/7',
  name: '#1007',
  createdAt: '2026-11-24T10:00:00Z',
  note: null,
  tags: ['vip'],
  email: 'ada@example.com',
  displayFinancialStatus: 'PAID',
  displayFulfillmentStatus: 'UNFULFILLED',
  totalPriceSet: { shopMoney: { amount: '19.90', currencyCode: 'EUR' } },
}
const order = {
  id: node.id,
  name: '#1007',
  createdAt: node.createdAt,
  note: null,
  tags: ['vip'],
  email: node.email,
  total: '19.90',
  currency: 'EUR',
  paymentStatus: 'PAID',
  fulfillmentStatus: 'UNFULFILLED',
}
const page = (field: string, nodes: object[], endCursor: string | null) => ({
  json: JSON.parse(
    JSON.stringify({ data: { [field]: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } } }),
  ),
})

test('finds orders over pages, with the token in its header', async () => {
  const { outputs, requests } = await callWire({
    action: 'shopify/find-orders',
    fields,
    input: { search: 'email:ada@example.com', limit: 2 },
    replies: [page('orders', [node], 'c1'), page('orders', [node], null)],
  })
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url,
    headers: { 'x-shopify-access-token': 'secret-key' },
    json: { variables: { search: 'email:ada@example.com', first: 2, after: null } },
  })
  expect(requests[1]?.json).toMatchObject({ variables: { after: 'c1' } })
  expect(outputs).toEqual({ orders: [order, order] })
})

test('reads an order with its items, and nothing for an unknown one', async () => {
  const lineItems = { nodes: [{ title: 'Kettle', quantity: 1, sku: 'K-1' }] }
  const { outputs, requests } = await callWire({
    action: 'shopify/get-order',
    fields,
    input: { order: '7' },
    replies: [{ json: { data: { order: { ...node, lineItems } } } }],
  })
  expect(requests[0]?.json).toMatchObject({ variables: { id: 'gid://shopify/Order/7' } })
  expect(outputs).toEqual({ order: { ...order, items: lineItems.nodes } })
  const none = await callWire({
    action: 'shopify/get-order',
    fields,
    input: { order: node.id },
    replies: [{ json: { data: { order: null } } }],
  })
  expect(none.outputs).toEqual({ order: {} })
})

test.each(['products', 'customers'])('finds %s', async (kind) => {
  const found = { id: `gid://shopify/X/1`, updatedAt: '2026-11-24T10:00:00Z' }
  const { outputs } = await callWire({
    action: `shopify/find-${kind}`,
    fields,
    input: {},
    replies: [page(kind, [found], null)],
  })
  expect(outputs).toEqual({ [kind]: [found] })
})

test('replaces the tags of an order, and shows why Shopify rejects a change', async () => {
  const reply = (changed: object | null, messages: string[]) => ({
    json: JSON.parse(
      JSON.stringify({
        data: { orderUpdate: { order: changed, userErrors: messages.map((message) => ({ message })) } },
      }),
    ),
  })
  const done = await callWire({
    action: 'shopify/update-order',
    fields,
    input: { order: '7', tags: ['vip'] },
    replies: [reply({ id: node.id }, [])],
  })
  expect(done.requests[0]?.json).toMatchObject({ variables: { input: { id: node.id, tags: ['vip'] } } })
  expect(done.outputs).toEqual({ id: node.id })
  const wrong = await callWire({
    action: 'shopify/update-order',
    fields,
    input: { order: '7', note: 'x' },
    replies: [reply(null, ['Order does not exist'])],
  })
  expect(wrong.error).toMatchObject({ code: 'TOOL_FAILED', message: 'Order does not exist' })
})

test.each([
  ['ACCESS_DENIED', 'TOOL_FAILED', 'The access token lacks a permission.'],
  ['THROTTLED', 'RATE_LIMITED', ''],
  ['OTHER', 'TOOL_FAILED', 'No such field'],
])('explains the failure %s', async (code, expected, message) => {
  const { error } = await callWire({
    action: 'shopify/find-orders',
    fields,
    input: {},
    replies: [{ json: { data: null, errors: [{ message: 'No such field', extensions: { code } }] } }],
  })
  expect(error).toMatchObject({ code: expected, message: expect.stringContaining(message) })
})

testCommonFailures({ action: 'shopify/find-orders', label: 'Shopify', input: {}, fields })
