import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const fields = { host: 'acme.my.salesforce.com' }
const base = 'https://acme.my.salesforce.com/services/data/v64.0'
const ID = '003D000000QYVwLIAX'
const row = (name: string) => ({ attributes: { type: 'Contact', url: '/x' }, Id: ID, Name: name })

test('finds records over pages, with values that cannot change the query', async () => {
  const { outputs, requests } = await callWire({
    action: 'salesforce/find-records',
    fields,
    input: { object: 'Contact', fields: ['Name', 'Account.Name'], match: { LastName: "O'Neil\\' OR Id != null" } },
    replies: [
      {
        json: {
          totalSize: 2,
          done: false,
          nextRecordsUrl: '/services/data/v64.0/query/01gD-2000',
          records: [row('Ann')],
        },
      },
      { json: { totalSize: 2, done: true, records: [row('Ben')] } },
    ],
  })
  const soql = new URL(requests[0]?.url ?? '').searchParams.get('q')
  expect(soql).toBe(
    "SELECT Id, Name, Account.Name FROM Contact WHERE LastName = 'O\\'Neil\\\\\\' OR Id != null' ORDER BY LastModifiedDate DESC LIMIT 20",
  )
  expect(requests[1]?.url).toBe(`${base}/query/01gD-2000`)
  expect(outputs).toEqual({
    records: [
      { Id: ID, Name: 'Ann' },
      { Id: ID, Name: 'Ben' },
    ],
  })
})

test('runs a query of the author', async () => {
  const { requests } = await callWire({
    action: 'salesforce/query',
    fields,
    input: { soql: 'SELECT Id FROM Account' },
    replies: [{ json: { records: [], done: true } }],
  })
  expect(requests[0]?.url).toBe(`${base}/query?q=SELECT%20Id%20FROM%20Account`)
  const call = callWire({ action: 'salesforce/query', fields, input: { soql: 'DELETE Account' }, replies: [] })
  await expect(call).rejects.toThrow(/SELECT/)
})

test('reads, creates, changes and deletes a record', async () => {
  const read = await callWire({
    action: 'salesforce/get-record',
    fields,
    input: { object: 'Contact', record: ID, fields: ['Name'] },
    replies: [{ json: row('Ann') }],
  })
  expect(read.requests[0]?.url).toBe(`${base}/sobjects/Contact/${ID}?fields=Name`)
  expect(read.outputs).toEqual({ record: { Id: ID, Name: 'Ann' } })
  const created = await callWire({
    action: 'salesforce/create-record',
    fields,
    input: { object: 'Lead', values: { Company: 'Acme' } },
    replies: [{ status: 201, json: { id: ID, success: true, errors: [] } }],
  })
  expect(created.requests[0]).toMatchObject({ method: 'POST', url: `${base}/sobjects/Lead`, json: { Company: 'Acme' } })
  expect(created.outputs).toEqual({ id: ID })
  const target = { object: 'Lead', record: ID }
  const changed = await callWire({
    action: 'salesforce/update-record',
    fields,
    input: { ...target, values: { Status: 'Done' } },
    replies: [{ status: 204 }],
  })
  expect(changed.requests[0]).toMatchObject({ method: 'PATCH', json: { Status: 'Done' } })
  const gone = await callWire({
    action: 'salesforce/delete-record',
    fields,
    input: target,
    replies: [{ status: 204 }],
  })
  expect(gone.requests[0]).toMatchObject({ method: 'DELETE', url: `${base}/sobjects/Lead/${ID}` })
})

test.each([
  ['INVALID_SESSION_ID', 401, 'RECONNECT_REQUIRED', 'Reconnect the connection.'],
  ['REQUIRED_FIELD_MISSING', 400, 'TOOL_FAILED', 'Required fields are missing'],
])('explains %s', async (errorCode, status, code, message) => {
  const { error } = await callWire({
    action: 'salesforce/create-record',
    fields,
    input: { object: 'Lead', values: {} },
    replies: [{ status, json: [{ errorCode, message: 'Required fields are missing' }] }],
  })
  expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
})

const input = { object: 'Contact', fields: ['Name'] }
testCommonFailures({ action: 'salesforce/find-records', label: 'Salesforce', input, fields })
