import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { callWire, keepIn, type Reply } from '../testing/wire'
import trigger from './triggers/object-stored'

const fields = { endpoint: 's3.eu-central-1.amazonaws.com' }
const BASE = 'https://s3.eu-central-1.amazonaws.com'

const contents = (key: string, modified = '2026-11-30T08:00:00.000Z') =>
  `<Contents><Key>${key}</Key><LastModified>${modified}</LastModified><ETag>&quot;e1&quot;</ETag><Size>3</Size></Contents>`
const listing = (objects: string, token = '') => ({
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><IsTruncated>${token !== ''}</IsTruncated>${token === '' ? '' : `<NextContinuationToken>${token}</NextContinuationToken>`}<EncodingType>url</EncodingType>${objects}</ListBucketResult>`,
})

test('lists objects over several pages, up to the limit', async () => {
  const { outputs, requests } = await callWire({
    action: 's3/list-objects',
    fields,
    input: { bucket: 'my-bucket', prefix: 'a/', limit: 3 },
    replies: [listing(contents('a/1%20x') + contents('a/2'), 't+1='), listing(contents('a/3') + contents('a/4'))],
  })
  expect(requests.map(({ url }) => url)).toEqual([
    `${BASE}/my-bucket?list-type=2&max-keys=3&encoding-type=url&prefix=a%2F`,
    `${BASE}/my-bucket?list-type=2&max-keys=1&encoding-type=url&prefix=a%2F&continuation-token=t%2B1%3D`,
  ])
  const object = { size: 3, modifiedAt: '2026-11-30T08:00:00.000Z', etag: 'e1' }
  expect(outputs).toEqual({ objects: ['a/1 x', 'a/2', 'a/3'].map((key) => ({ key, ...object })) })
})

test.each(['<html><body>Sign in</body></html>', '<ListBucketResult><Name>b</Name>'])(
  'rejects a listing that is another document or ends early: %s',
  async (body) => {
    const { error } = await callWire({
      action: 's3/list-objects',
      fields,
      input: { bucket: 'my-bucket' },
      replies: [{ body, headers: { 'content-type': 'application/xml' } }],
    })
    expect(error?.code).toMatch(/TOOL_FAILED|INVALID_INPUT/)
  },
)

test('reads and stores an object whose key needs encoding', async () => {
  const kept: JsonObject[] = []
  const read = await callWire({
    action: 's3/get-object',
    fields,
    input: { bucket: 'my-bucket', key: 'reports/März (1).csv' },
    replies: [{ body: 'a,b', headers: { 'content-type': 'text/csv' } }],
    files: keepIn(kept),
  })
  expect(read.requests[0]?.url).toBe(`${BASE}/my-bucket/reports/M%C3%A4rz%20%281%29.csv`)
  expect(kept).toEqual([{ mediaType: 'text/csv', text: 'a,b' }])
  const stored = await callWire({
    action: 's3/put-object',
    fields,
    input: {
      bucket: 'my-bucket',
      key: 'x.csv',
      file: { fileId: newId(), name: 'menu.csv', mediaType: 'text/csv', sizeBytes: 3 },
    },
    files: { file: async () => ({ name: 'menu.csv', mediaType: 'text/csv', bytes: new TextEncoder().encode('a,b') }) },
    replies: [{ headers: { etag: '"e2"' } }],
  })
  expect(stored.requests[0]).toMatchObject({ method: 'PUT', url: `${BASE}/my-bucket/x.csv`, body: 'a,b' })
  expect(stored.outputs).toEqual({ etag: 'e2' })
})

test.each(['../other-bucket/secret', 'a/../../x', './x'])(
  'rejects the key %s, which names another object',
  async (key) => {
    const { error, requests } = await callWire({
      action: 's3/get-object',
      fields,
      input: { bucket: 'my-bucket', key },
      replies: [{}],
    })
    expect([error?.code, requests]).toEqual(['INVALID_INPUT', []])
  },
)

test('creates a signed URL without a request', async () => {
  const { outputs, requests } = await callWire({
    action: 's3/signed-url',
    fields,
    input: { bucket: 'my-bucket', key: 'x.csv', minutes: 5 },
    replies: [{}],
  })
  expect(outputs?.url).toMatch(/^https:\/\/s3\.eu-central-1\.amazonaws\.com\/my-bucket\/x\.csv/)
  expect(requests).toEqual([])
})

test('starts for objects that were stored since the last poll', async () => {
  if (trigger.type !== 'poll') return expect.unreachable('not polled')
  const { poll: definition } = trigger
  const poll = (cursor: JsonObject | null) =>
    callWire({
      action: { plugin: 's3', definition },
      fields,
      input: { bucket: 'my-bucket', ...(cursor ? { cursor } : {}) },
      replies: [listing(contents('old', '2026-11-29T00:00:00.000Z') + contents('new', '2026-11-29T23:59:00.000Z'))],
    })
  expect((await poll(null)).outputs).toMatchObject({ events: [] })
  const { outputs } = await poll({ since: '2026-11-29T23:00:00.000Z' })
  expect(outputs?.events).toMatchObject([{ id: 'new#e1#2026-11-29T23:59:00.000Z', data: { key: 'new' } }])
})

const failed = (status: number, code: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml', ...(status === 429 ? { 'retry-after': '2' } : {}) },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>x</Message></Error>`,
})

test.each<[Reply, object]>([
  [failed(401, 'InvalidToken'), { code: 'RECONNECT_REQUIRED' }],
  [failed(403, 'SignatureDoesNotMatch'), { code: 'TOOL_FAILED' }],
  [failed(404, 'NoSuchBucket'), { code: 'TOOL_FAILED' }],
  [failed(429, 'SlowDown'), { code: 'RATE_LIMITED', retryAfterSeconds: 2 }],
  [failed(503, 'SlowDown'), { code: 'UNAVAILABLE' }],
])('reports the failure $0.status', async (reply, expected) => {
  const { error, outputs } = await callWire({
    action: 's3/list-objects',
    fields,
    input: { bucket: 'my-bucket' },
    replies: [reply],
  })
  expect(outputs).toBeNull()
  expect(error).toMatchObject(expected)
})
