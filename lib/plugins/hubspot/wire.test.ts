import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import recordCreated from './triggers/record-created'

const contact = {
  id: '512',
  archived: false,
  createdAt: '2026-11-29T23:30:17.883Z',
  updatedAt: '2026-11-29T23:50:06.678Z',
  properties: { email: 'ada@example.com', firstname: 'Ada', lastname: null },
}
const { archived: _, ...item } = contact
const objects = 'https://api.hubapi.com/crm/v3/objects'

test('finds records over pages, with the cursor in the body', async () => {
  const { outputs, requests } = await callWire({
    action: 'hubspot/find-records',
    input: { query: 'ada', properties: ['email'], limit: 150 },
    replies: [
      { json: { total: 2, results: [contact], paging: { next: { after: '100' } } } },
      { json: { total: 2, results: [contact] } },
    ],
  })
  const sorts = [{ propertyName: 'hs_lastmodifieddate', direction: 'DESCENDING' }]
  const body = { query: 'ada', properties: ['email'], limit: 100, sorts }
  expect(requests).toMatchObject([
    { method: 'POST', url: `${objects}/contacts/search`, headers: { authorization: 'Bearer secret-token' } },
    { json: { ...body, after: '100' } },
  ])
  expect(requests[0]?.json).toEqual(body)
  expect(outputs).toEqual({ records: [item, item] })
})

test('gets a record with selected properties', async () => {
  const { outputs, requests } = await callWire({
    action: 'hubspot/get-record',
    input: { kind: 'deals', record: '512', properties: ['dealname', 'amount'] },
    replies: [{ json: contact }],
  })
  expect(requests[0]?.url).toBe(`${objects}/deals/512?properties=dealname%2Camount`)
  expect(outputs).toEqual(item)
})

test('creates, changes and deletes a record', async () => {
  const values = { email: 'ada@example.com' }
  const made = await callWire({
    action: 'hubspot/create-record',
    input: { values },
    replies: [{ status: 201, json: contact }],
  })
  expect(made.requests[0]).toMatchObject({ method: 'POST', url: `${objects}/contacts`, json: { properties: values } })
  expect(made.outputs).toEqual({ id: '512', properties: contact.properties })
  const changed = await callWire({
    action: 'hubspot/update-record',
    input: { record: '512', values },
    replies: [{ json: contact }],
  })
  expect(changed.requests[0]).toMatchObject({ method: 'PATCH', url: `${objects}/contacts/512` })
  const gone = await callWire({
    action: 'hubspot/delete-record',
    input: { record: '512' },
    replies: [{ status: 204 }],
  })
  expect([gone.requests[0]?.method, gone.outputs]).toEqual(['DELETE', {}])
})

test('adds a note to a company', async () => {
  const { outputs, requests } = await callWire({
    action: 'hubspot/add-note',
    input: { kind: 'companies', record: '7', text: 'Called.' },
    replies: [{ status: 201, json: { id: '900', properties: {} } }],
  })
  expect(requests[0]?.json).toEqual({
    properties: { hs_timestamp: '2026-11-30T00:00:00.000Z', hs_note_body: 'Called.' },
    associations: [{ to: { id: '7' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 190 }] }],
  })
  expect(outputs).toEqual({ id: '900' })
})

test.each([
  [403, 'MISSING_SCOPES', 'Add the scope to the app'],
  [409, 'CONFLICT', 'Find it and update it'],
  [400, 'VALIDATION_ERROR', 'Property “x” does not exist'],
])('explains status %s with the category %s', async (status, category, message) => {
  const { error } = await callWire({
    action: 'hubspot/create-record',
    input: { values: { x: 1 } },
    replies: [{ status, json: { status: 'error', category, message: 'Property “x” does not exist' } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message: expect.stringContaining(message) })
})

test('reports records since the last poll, oldest first', async () => {
  const { outputs, requests } = await pollWire({
    plugin: 'hubspot',
    trigger: recordCreated,
    input: { kind: 'contacts' },
    since: '2026-11-29T23:00:00.000Z',
    replies: [{ json: { total: 1, results: [contact] } }],
  })
  expect(requests[0]?.json).toEqual({
    filterGroups: [
      {
        filters: [
          { propertyName: 'createdate', operator: 'GTE', value: String(Date.parse('2026-11-29T23:00:00.000Z')) },
        ],
      },
    ],
    sorts: [{ propertyName: 'createdate', direction: 'ASCENDING' }],
    limit: 100,
  })
  expect(outputs).toMatchObject({ events: [{ id: 'contacts:512', data: { properties: { firstname: 'Ada' } } }] })
})

testCommonFailures({ action: 'hubspot/find-records', label: 'HubSpot', input: {} })
