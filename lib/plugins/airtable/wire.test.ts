import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import recordCreated from './triggers/record-created'

const place = { base: 'appAbCdEfGhIjKlMn', table: 'Open orders/2026' }
const record = 'rec560UJdUtocSouk'
const stored = { id: record, createdTime: '2022-09-12T21:03:48.000Z', fields: { Status: 'Open', Total: 5 } }

test('lists records over pages, with the table name as one path segment', async () => {
  const { outputs, requests } = await callWire({
    action: 'airtable/list-records',
    input: { ...place, formula: "{Status} = 'Open'" },
    replies: [{ json: { records: [stored], offset: 'itr1/rec1' } }, { json: { records: [stored] } }],
  })
  const url = 'https://api.airtable.com/v0/appAbCdEfGhIjKlMn/Open%20orders%2F2026'
  const filter = 'filterByFormula=%7BStatus%7D%20%3D%20%27Open%27'
  expect(requests.map((request) => request.url)).toEqual([
    `${url}?${filter}&pageSize=100`,
    `${url}?${filter}&pageSize=100&offset=itr1%2Frec1`,
  ])
  const item = { id: record, createdAt: stored.createdTime, fields: stored.fields }
  expect(outputs).toEqual({ records: [item, item] })
})

test.each([
  ['create-record', 'POST', {}],
  ['update-record', 'PATCH', { record }],
])('%s sends the values as JSON', async (action, method, overrides) => {
  const { outputs, requests } = await callWire({
    action: `airtable/${action}`,
    input: { ...place, ...overrides, values: '{"Status":"Open","Total":5}' },
    replies: [{ json: stored }],
  })
  expect(requests[0]).toMatchObject({ method, json: { fields: { Status: 'Open', Total: 5 }, typecast: true } })
  expect(outputs).toEqual({ id: record, fields: stored.fields })
})

test('gets and deletes a record', async () => {
  const got = await callWire({
    action: 'airtable/get-record',
    input: { ...place, record },
    replies: [{ json: stored }],
  })
  expect(got.outputs).toEqual({ id: record, fields: stored.fields })
  const deleted = await callWire({
    action: 'airtable/delete-record',
    input: { ...place, record },
    replies: [{ json: { id: record, deleted: true } }],
  })
  expect([deleted.requests[0]?.method, deleted.outputs]).toEqual(['DELETE', { deleted: true }])
})

test('lists tables', async () => {
  const { outputs } = await callWire({
    action: 'airtable/get-schema',
    input: { base: place.base },
    replies: [{ json: { tables: [{ id: 'tbl1', name: 'Orders', fields: [], views: [] }] } }],
  })
  expect(outputs).toEqual({ tables: [{ id: 'tbl1', name: 'Orders', fields: [] }] })
})

test('explains a missing permission', async () => {
  const { error } = await callWire({
    action: 'airtable/get-schema',
    input: { base: place.base },
    replies: [{ status: 403, json: { error: { type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND', message: 'Invalid' } } }],
  })
  expect(error?.message).toBe('Airtable does not find this base or table, or the connection lacks access to it.')
})

test('reports records since the last poll over pages, oldest first', async () => {
  const created = (id: string, createdTime: string) => ({ id, createdTime, fields: { Name: id } })
  const { outputs, requests } = await pollWire({
    plugin: 'airtable',
    trigger: recordCreated,
    since: '2026-11-29T23:30:00.000Z',
    input: { base: 'app12345678901234', table: 'To do' },
    replies: [
      { json: { records: [created('rec2', '2026-11-29T23:50:00.000Z')], offset: 'o1' } },
      { json: { records: [created('rec1', '2026-11-29T23:40:00.000Z')] } },
    ],
  })
  const [first, second] = requests.map(({ url }) => new URL(url))
  expect(first?.pathname).toBe('/v0/app12345678901234/To%20do')
  expect(first?.searchParams.get('filterByFormula')).toBe("NOT(IS_BEFORE(CREATED_TIME(), '2026-11-29T23:30:00.000Z'))")
  expect(second?.searchParams.get('offset')).toBe('o1')
  expect(outputs).toMatchObject({ events: [{ id: 'rec1', data: { fields: { Name: 'rec1' } } }, { id: 'rec2' }] })
})

testCommonFailures({ action: 'airtable/list-records', label: 'Airtable', input: place })
