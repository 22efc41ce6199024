import { expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const fields = { host: 'abcdefghijklmnopqrst.supabase.co' }
const rest = 'https://abcdefghijklmnopqrst.supabase.co/rest/v1'
const row = { id: 7, status: 'open', total: 5 }

test('lists rows with the key in both headers', async () => {
  const { outputs, requests } = await callWire({
    action: 'supabase/list-rows',
    fields,
    replies: [{ json: [row] }],
    input: { table: 'orders', match: { status: 'a b', deleted_at: null }, order: 'id.desc' },
  })
  expect(requests[0]).toMatchObject({
    url: `${rest}/orders?order=id.desc&limit=100&status=eq.a%20b&deleted_at=is.null`,
    headers: { apikey: 'secret-key', authorization: 'Bearer secret-key' },
  })
  expect(outputs).toEqual({ rows: [row] })
})

test.each([
  ['error', 'return=representation'],
  ['merge', 'resolution=merge-duplicates,return=representation'],
])('inserts a row with the rule “%s” for an existing one', async (existing, prefer) => {
  const { outputs, requests } = await callWire({
    action: 'supabase/insert-row',
    fields,
    input: { table: 'orders', values: { total: 5 }, existing },
    replies: [{ status: 201, json: [row] }],
  })
  expect(requests[0]).toMatchObject({ method: 'POST', url: `${rest}/orders`, headers: { prefer }, json: { total: 5 } })
  expect(outputs).toEqual({ row })
})

test('updates and deletes only rows that match', async () => {
  const match = { id: 7 }
  const changed = await callWire({
    action: 'supabase/update-rows',
    fields,
    input: { table: 'orders', match, values: { status: 'done' } },
    replies: [{ json: [row] }],
  })
  expect(changed.requests[0]).toMatchObject({ method: 'PATCH', url: `${rest}/orders?id=eq.7` })
  const gone = await callWire({
    action: 'supabase/delete-rows',
    fields,
    input: { table: 'orders', match },
    replies: [{ json: [row] }],
  })
  expect(gone.requests[0]).toMatchObject({ method: 'DELETE', url: `${rest}/orders?id=eq.7` })
  const all = { action: 'supabase/delete-rows', fields, input: { table: 'orders', match: {} }, replies: [] }
  await expect(callWire(all)).rejects.toThrow(/at least one column/)
})

test('calls a function', async () => {
  const { outputs, requests } = await callWire({
    action: 'supabase/call-function',
    fields,
    input: { function: 'add', arguments: { a: 1, b: 2 } },
    replies: [{ json: 3 }],
  })
  expect(requests[0]).toMatchObject({ method: 'POST', url: `${rest}/rpc/add`, json: { a: 1, b: 2 } })
  expect(outputs).toEqual({ result: 3 })
})

test('uploads and downloads a file', async () => {
  const file = { fileId: newId(), name: 'a.txt', mediaType: 'text/plain', sizeBytes: 2 }
  const read = { bytes: new TextEncoder().encode('hi'), mediaType: 'text/plain', name: 'a.txt' }
  const sent = await callWire({
    action: 'supabase/upload-file',
    fields,
    input: { bucket: 'docs', path: 'a b/c.txt', file },
    files: { file: async () => read },
    replies: [{ json: { Id: '1', Key: 'docs/a b/c.txt' } }],
  })
  expect(sent.requests[0]).toMatchObject({
    method: 'POST',
    body: 'hi',
    headers: { 'content-type': 'text/plain', 'x-upsert': 'true' },
    url: 'https://abcdefghijklmnopqrst.supabase.co/storage/v1/object/docs/a%20b/c.txt',
  })
  expect(sent.outputs).toEqual({ key: 'docs/a b/c.txt' })
  const got = await callWire({
    action: 'supabase/download-file',
    fields,
    input: { bucket: 'docs', path: 'a b/c.txt' },
    files: { keep: async () => file },
    replies: [{ body: 'hi', headers: { 'content-type': 'text/plain' } }],
  })
  expect(got.outputs).toEqual({ file })
})

test('explains a missing table', async () => {
  const { error } = await callWire({
    action: 'supabase/list-rows',
    fields,
    input: { table: 'nope' },
    replies: [
      { status: 404, json: { code: 'PGRST205', message: 'Could not find the table', details: null, hint: null } },
    ],
  })
  expect(error?.message).toBe('The table does not exist, or the API does not expose its schema.')
})

testCommonFailures({ action: 'supabase/list-rows', label: 'Supabase', fields, input: { table: 'orders' } })
