import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { startCanary } from '@/lib/egress/test-server'
import { signAwsRequest } from '@/lib/providers/wires/aws/sigv4'
import { listAll, openSource } from '../testing/open-source'
import client from './client'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const NS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
const object = (key: string, etag: string, size = 5, extra = '') =>
  `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${size}</Size><StorageClass>${extra || 'STANDARD'}</StorageClass></Contents>`
const listing = (objects: string[], next = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult ${NS}><Name>docs</Name><Prefix></Prefix><KeyCount>${objects.length}</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>${next !== ''}</IsTruncated>${objects.join('')}${next ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''}</ListBucketResult>`
const failure = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${SECRET}</Message><RequestId>1</RequestId></Error>`

/** A fake bucket that verifies signatures over the received request. */
async function serve(answer: (url: URL, response: ServerResponse) => string | Buffer | undefined) {
  const server = await startCanary((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://s3.example')
    if (!isSigned(request, url)) {
      response.statusCode = 403
      return response.end(failure('SignatureDoesNotMatch'))
    }
    response.setHeader('content-type', 'application/xml')
    response.end(answer(url, response))
  })
  cleanups.push(() => server.close())
  const open = (settings: object = {}, secret = SECRET) =>
    openSource(
      client,
      { bucket: 'docs', endpoint: `http://127.0.0.1:${server.port}`, accessKeyId: 'AKIAIOSFODNN7EXAMPLE', ...settings },
      { ports: [server.port], secret },
    )
  return { open, hits: server.hits }
}

function isSigned(request: IncomingMessage, url: URL): boolean {
  const date = String(request.headers['x-amz-date'])
  const now = new Date(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  const expected = signAwsRequest(
    {
      method: 'GET',
      host: String(request.headers.host),
      path: url.pathname,
      query: [...url.searchParams],
      body: '',
      headers: { 'x-amz-content-sha256': String(request.headers['x-amz-content-sha256']) },
    },
    {
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: null },
      region: 'us-east-1',
      service: 's3',
      now,
    },
  )
  return expected.authorization === request.headers.authorization
}

// The three requests from Amazon's "Authenticating Requests: Using the Authorization Header".
test.each([
  [
    'GET',
    '/',
    [
      ['max-keys', '2'],
      ['prefix', 'J'],
    ],
    {},
    '',
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
  [
    'GET',
    '/test.txt',
    [],
    { range: 'bytes=0-9' },
    '',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    ...(['PUT', '/test%24file.text', []] as const),
    { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
    'Welcome to Amazon S3.',
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
] as [string, string, [string, string][], Record<string, string>, string, string][])(
  'signs %s %s as published by Amazon',
  async (method, path, query, headers, body, signature) => {
    const { createHash } = await import('node:crypto')
    const signed = signAwsRequest(
      {
        method,
        path,
        query,
        body,
        host: 'examplebucket.s3.amazonaws.com',
        headers: { ...headers, 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') },
      },
      {
        credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: null },
        region: 'us-east-1',
        service: 's3',
        now: new Date('2013-05-24T00:00:00Z'),
      },
    )
    expect(signed.authorization?.split('Signature=')[1]).toBe(signature)
  },
)

test('lists page by page, resumes at a page, and reads keys with any characters', async () => {
  const bucket = await serve((url) => {
    if (url.searchParams.get('list-type') === '2') {
      expect(url.pathname).toBe('/docs')
      expect(url.searchParams.get('prefix')).toBe('a b/')
      return url.searchParams.get('continuation-token') === 'next+/='
        ? listing([object('a+b/%C3%A9+%26%24.md', 'e2')])
        : listing([object('a+b/', 'dir', 0), object('a+b/1.txt', 'e1'), object('a+b/skip.log', 'e3')], 'next+/=')
    }
    return `the bytes of ${decodeURIComponent(url.pathname)}`
  })
  const source = bucket.open({ prefix: 'a b/', exclude: ['*.log'] })
  const { items, pages } = await listAll(source)
  expect(items.map(({ key, revision }) => [key, revision])).toEqual([
    ['a b/1.txt', 'e1-5'],
    ['a b/é &$.md', 'e2-5'],
  ])
  expect(pages.map(({ cursor }) => cursor)).toEqual(['next+/=', null])
  const rest = []
  for await (const page of source.list({ cursor: 'next+/=', token: null })) rest.push(...page.items)
  expect(rest.map(({ key }) => key)).toEqual(['a b/é &$.md'])
  const [, item] = items
  if (!item) throw new Error('no item')
  const fetched = await source.fetch({ ...item, memo: null })
  if (fetched.kind !== 'file') throw new Error(fetched.kind)
  expect([fetched.name, Buffer.from(fetched.bytes).toString()]).toEqual(['é &$.md', 'the bytes of /docs/a b/é &$.md'])
})

describe('failures', () => {
  test.each([
    [403, failure('InvalidAccessKeyId'), 'CREDENTIAL_MISSING', 'paste it again'],
    [400, failure('ExpiredToken'), 'CREDENTIAL_MISSING', 'have expired'],
    [403, failure('AccessDenied'), 'FORBIDDEN', 'AccessDenied'],
    [301, failure('PermanentRedirect'), 'INVALID_INPUT', 'is not in the region us-east-1'],
    [404, failure('NoSuchBucket'), 'NOT_FOUND', 'There is no bucket “docs”'],
    [503, failure('SlowDown'), 'RATE_LIMITED', 'does not accept more requests'],
    [200, listing([object('a.txt', 'e')]).replace('</ListBucketResult>', ''), 'EGRESS_FAILED', 'incomplete'],
    [200, listing([object('a.txt', 'e')]).slice(0, -25), 'INVALID_INPUT', 'ends in the middle'],
    [200, '<!DOCTYPE x [<!ENTITY a "b">]><ListBucketResult/>', 'INVALID_INPUT', 'entities'],
  ])('%i %s', async (status, body, code, text) => {
    const bucket = await serve((_, response) => {
      response.statusCode = status
      return body
    })
    const error = await listAll(bucket.open()).catch((failed: Error) => failed)
    expect(error).toMatchObject({ code, message: expect.stringContaining(text) })
    expect(String(error)).not.toContain(SECRET)
  })

  test('rejects a wrong secret by its signature', async () => {
    const bucket = await serve(() => listing([]))
    await expect(listAll(bucket.open({}, 'another'))).rejects.toThrow('SignatureDoesNotMatch')
  })

  test('retries a 503, and reports missing, archived and large objects', async () => {
    let tries = 0
    const bucket = await serve((url, response) => {
      if (url.pathname === '/docs/gone.txt') response.statusCode = 404
      else if (tries++ < 2) response.statusCode = 503
      return 'text'
    })
    const source = bucket.open()
    const item = (key: string, hint = {}) => ({ key, name: key, url: null, revision: null, memo: null, hint })
    expect(await source.fetch(item('a.txt'))).toMatchObject({ kind: 'file' })
    expect(await source.fetch(item('gone.txt'))).toEqual({ kind: 'gone' })
    await expect(source.fetch(item('b', { archived: 'GLACIER' }))).rejects.toThrow('must be restored')
    await expect(source.fetch(item('b', { size: 26 * 1024 * 1024 }))).rejects.toThrow('25 MB')
    await expect(source.fetch(item('a/../../other/key'))).rejects.toThrow('cannot be written as an address')
  })
})

test('rejects an internal endpoint', async () => {
  for (const endpoint of ['http://169.254.169.254', 'http://127.0.0.1:9000']) {
    const source = openSource(client, { bucket: 'docs', endpoint, accessKeyId: 'AKIA' }, { secret: SECRET })
    await expect(listAll(source)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
  }
})
