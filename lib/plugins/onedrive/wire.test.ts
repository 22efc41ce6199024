import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'
import trigger from './triggers/file-changed'

const item = (name: string, overrides: JsonObject = {}): JsonObject => ({
  id: `01${name}`,
  name,
  size: 3,
  webUrl: `https://x.sharepoint.com/${name}`,
  lastModifiedDateTime: '2026-11-30T08:00:00Z',
  file: { mimeType: 'text/csv' },
  ...overrides,
})
const GRAPH = 'https://graph.microsoft.com/v1.0/me/drive/root'

test('finds files over several pages, without folders', async () => {
  const next = `${GRAPH}/search(q='x')?$skiptoken=2`
  const { file: _, ...folder } = item('folder')
  const { outputs, requests } = await callWire({
    action: 'onedrive/search-files',
    input: { text: "Ada's x", limit: 2 },
    replies: [
      { json: { value: [folder, item('a.csv')], '@odata.nextLink': next } },
      { json: { value: [item('b.csv'), item('c.csv')] } },
    ],
  })
  expect(requests.map(({ url }) => decodeURIComponent(url))).toEqual([
    `${GRAPH}/search(q='Ada''s x')?$select=id,name,size,webUrl,lastModifiedDateTime,file&$top=100`,
    next,
  ])
  expect(outputs).toMatchObject({ files: [{ name: 'a.csv', mediaType: 'text/csv' }, { name: 'b.csv' }] })
})

test('uploads a file to a path', async () => {
  const { outputs, requests } = await callWire({
    action: 'onedrive/upload-file',
    input: {
      path: 'Reports/März 1.csv',
      file: { fileId: newId(), name: 'menu.csv', mediaType: 'text/csv', sizeBytes: 3 },
    },
    files: { file: async () => ({ name: 'menu.csv', mediaType: 'text/csv', bytes: new TextEncoder().encode('a,b') }) },
    replies: [{ status: 201, json: item('m.csv') }],
  })
  expect(requests[0]).toMatchObject({ method: 'PUT', url: `${GRAPH}:/Reports/M%C3%A4rz%201.csv:/content`, body: 'a,b' })
  expect(outputs).toEqual({ id: '01m.csv', url: 'https://x.sharepoint.com/m.csv' })
})

test('rejects a path whose value leaves the chosen folder', async () => {
  const file = { fileId: newId(), name: 'menu.csv', mediaType: 'text/csv', sizeBytes: 3 }
  for (const path of ['Reports/../Payroll/2026.csv', 'Reports/./a.csv', 'Reports//a.csv']) {
    const { error } = await callWire({ action: 'onedrive/upload-file', input: { path, file }, replies: [] })
    expect(error).toMatchObject({ key: 'plugins.pathClimbs' })
  }
})

test('starts for files that changed since the last poll', async () => {
  if (trigger.type !== 'poll') return expect.unreachable('not polled')
  const { poll: definition } = trigger
  const link = `${GRAPH}/delta?token=1`
  const poll = (input: JsonObject, value: JsonObject[]) =>
    callWire({
      action: { plugin: 'onedrive', definition },
      input,
      replies: [{ json: { value, '@odata.deltaLink': link } }],
    })
  const first = await poll({}, [item('old.csv')])
  expect(first.outputs).toEqual({ events: [], cursor: { url: link } })
  const next = await poll({ cursor: { url: link } }, [
    item('new.csv'),
    item('gone.csv', { deleted: { state: 'deleted' } }),
  ])
  expect(next.requests[0]?.url).toBe(link)
  expect(next.outputs?.events).toMatchObject([{ id: '01new.csv#2026-11-30T08:00:00Z', data: { name: 'new.csv' } }])
  const many = Array.from({ length: 150 }, (_, index) => item(`${index}.csv`))
  const begun = await poll({ cursor: { url: link } }, many)
  expect(begun.outputs?.cursor).toEqual({ url: link, skip: 100 })
  const rest = await poll({ cursor: { url: link, skip: 100 } }, many)
  expect([begun.outputs?.events, rest.outputs?.events].map((events) => Object(events).length)).toEqual([100, 50])
  expect(rest.outputs?.cursor).toEqual({ url: link })
  const elsewhere = await poll({ cursor: { url: 'https://attacker.example/delta' } }, [])
  expect(elsewhere.error?.code).toBe('EGRESS_BLOCKED')
})

testCommonFailures({ action: 'onedrive/search-files', label: 'OneDrive', input: { text: 'x' } })
