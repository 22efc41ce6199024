import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import eventOccurred from './triggers/event-occurred'

test('finds customers by their email address', async () => {
  const customer = { id: 'cus_NffrFeUfNV2Hib', object: 'customer', name: 'Jenny', email: 'j@example.com' }
  const { outputs, requests } = await callWire({
    action: 'stripe/find-customers',
    input: { email: 'j@example.com' },
    replies: [
      { json: { object: 'list', data: [{ ...customer, created: 1680893993, currency: null }], has_more: false } },
    ],
  })
  expect(requests[0]).toMatchObject({
    url: 'https://api.stripe.com/v1/customers?email=j%40example.com&limit=20',
    headers: { authorization: 'Bearer secret-token' },
  })
  expect(outputs).toMatchObject({ customers: [{ id: 'cus_NffrFeUfNV2Hib', name: 'Jenny', created: 1680893993 }] })
})

test('creates a customer and refunds a payment with an idempotency key', async () => {
  const created = await callWire({
    action: 'stripe/create-customer',
    input: { email: 'j@example.com' },
    replies: [{ json: { id: 'cus_1' } }],
  })
  expect(created.requests[0]).toMatchObject({
    method: 'POST',
    body: 'email=j%40example.com',
    headers: { 'idempotency-key': 'run-1:node-1', 'content-type': 'application/x-www-form-urlencoded' },
  })
  const refund = await callWire({
    action: 'stripe/refund-payment',
    input: { payment: 'pi_1', amount: 500 },
    replies: [{ json: { id: 're_1', status: 'succeeded' } }],
  })
  expect(refund.requests[0]?.body).toBe('payment_intent=pi_1&amount=500')
  expect(refund.outputs).toEqual({ id: 're_1', status: 'succeeded' })
})

test('lists invoices of a customer', async () => {
  const { outputs, requests } = await callWire({
    action: 'stripe/list-invoices',
    input: { customer: 'cus_1', status: 'open' },
    replies: [{ json: { data: [{ id: 'in_1', number: 'A-1', status: 'open', total: 1000, currency: 'usd' }] } }],
  })
  expect(requests[0]?.url).toBe('https://api.stripe.com/v1/invoices?customer=cus_1&status=open&limit=20')
  expect(outputs).toMatchObject({ invoices: [{ id: 'in_1', number: 'A-1', total: 1000 }] })
})

test('lists more than Stripe returns on a page, after the last customer', async () => {
  const page = (from: number, count: number, hasMore: boolean) => ({
    json: {
      object: 'list',
      data: Array.from({ length: count }, (_, at) => ({ id: `cus_${from + at}` })),
      has_more: hasMore,
    },
  })
  const listed = (limit: number) =>
    callWire({
      action: 'stripe/find-customers',
      input: { email: 'j@example.com', limit },
      replies: [page(0, 100, true), page(100, 100, true), page(200, 30, false)],
    })
  const all = await listed(1_000)
  const start = 'https://api.stripe.com/v1/customers?email=j%40example.com&limit=100'
  expect(all.requests.map(({ url }) => url)).toEqual([
    start,
    `${start}&starting_after=cus_99`,
    `${start}&starting_after=cus_199`,
  ])
  const ids = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `cus_${index}` }))
  expect(all.outputs?.customers).toMatchObject(ids(230))
  const some = await listed(150)
  expect(some.requests).toHaveLength(2)
  expect(some.outputs?.customers).toHaveLength(150)
})

test('shows the reason of a declined refund', async () => {
  const { error } = await callWire({
    action: 'stripe/refund-payment',
    input: { payment: 'pi_1' },
    replies: [{ status: 400, json: { error: { type: 'invalid_request_error', message: 'Charge was refunded.' } } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message: expect.stringContaining('Charge was refunded.') })
})

test('reports events since the last poll over pages, oldest first', async () => {
  const event = (id: string, created: number) => ({
    id,
    object: 'event',
    type: 'invoice.paid',
    created,
    data: { object: { id: 'in_1', total: 1_000 } },
  })
  const { outputs, requests } = await pollWire({
    plugin: 'stripe',
    trigger: eventOccurred,
    input: { type: 'invoice.paid' },
    since: '2026-11-29T23:30:00.000Z',
    replies: [
      { json: { object: 'list', data: [event('evt_3', 1_796_000_300)], has_more: true } },
      { json: { object: 'list', data: [event('evt_2', 1_796_000_200)], has_more: false } },
    ],
  })
  const start = `https://api.stripe.com/v1/events?type=invoice.paid&created%5Bgte%5D=${Date.UTC(2026, 10, 29, 23, 30) / 1_000}&limit=100`
  expect(requests.map(({ url }) => url)).toEqual([start, `${start}&starting_after=evt_3`])
  expect(outputs).toMatchObject({
    events: [{ id: 'evt_2', data: { type: 'invoice.paid', object: { total: 1_000 } } }, { id: 'evt_3' }],
  })
})

test('the first poll stores only the time', async () => {
  const call = { plugin: 'stripe', trigger: eventOccurred, input: {}, since: null, replies: [] }
  const { outputs, requests } = await pollWire(call)
  expect([outputs?.events, requests]).toEqual([[], []])
})

testCommonFailures({ action: 'stripe/find-customers', label: 'Stripe', input: {} })
