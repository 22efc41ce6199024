import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import { manifest } from '@/lib/plugins/s3/manifest'
import { addCredentials } from './add-credentials'

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const KEY = 'AKIAIOSFODNN7EXAMPLE'
const now = new Date('2026-11-30T08:00:00Z')

/** A server that checks Signature Version 4 of the request as it arrives. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    response.statusCode = isSigned(request, Buffer.concat(chunks)) ? 200 : 403
    response.end()
  })
})
let origin = ''
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterAll(() => void server.close())

const hex = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const [path = '', search = ''] = url.split('?')
  const query = search.split('&').filter(Boolean)
  const ofQuery = new URLSearchParams(search)
  const header = /Credential=([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(headers.authorization ?? '')
  const presigned = ofQuery.get('X-Amz-Signature')
  const credential = header?.[1] ?? ofQuery.get('X-Amz-Credential') ?? ''
  const names = (header?.[2] ?? ofQuery.get('X-Amz-SignedHeaders') ?? '').split(';')
  const time = String(headers['x-amz-date'] ?? ofQuery.get('X-Amz-Date'))
  const content = presigned ? 'UNSIGNED-PAYLOAD' : String(headers['x-amz-content-sha256'])
  if (!presigned && content !== hex(body)) return false
  const [id, day = '', region = '', service = ''] = credential.split('/')
  const canonical = [
    method,
    path,
    query
      .filter((pair) => !pair.startsWith('X-Amz-Signature='))
      .toSorted()
      .join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names.join(';'),
    content,
  ].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hex(canonical)].join('\n')
  const key = hmac(hmac(hmac(hmac(`AWS4${SECRET}`, day), region), service), 'aws4_request')
  return id === KEY && createHmac('sha256', key).update(toSign).digest('hex') === (header?.[3] ?? presigned)
}

const kind: ConnectionKind = manifest.connections[0] ?? expect.unreachable('no kind')
const credentials = {
  kind,
  fields: { region: 'eu-central-1', accessKeyId: KEY },
  secrets: { secretAccessKey: SECRET },
  accessToken: null,
  now,
}

test.each([
  ['GET', '/my-bucket?list-type=2&max-keys=3&prefix=a%2F%C3%A4&continuation-token=t%2B1%3D', undefined],
  ['GET', '/my-bucket/reports/M%C3%A4rz%20%281%29.csv', undefined],
  ['PUT', '/my-bucket/x.csv', 'a,b'],
] as const)('a storage service accepts the signature of %s %s', async (method, path, body) => {
  const headers = { accept: 'application/json', 'content-type': 'text/csv' }
  const signed = addCredentials({ method, url: `${origin}${path}`, headers, ...(body ? { body } : {}) }, credentials)
  const send = (url: string, sent: string | undefined = body) =>
    fetch(url, { method, headers: signed.headers, ...(sent === undefined ? {} : { body: sent }) })
  expect((await send(signed.url)).status).toBe(200)
  expect((await send(`${signed.url}${path.includes('?') ? '&' : '?'}x=1`)).status).toBe(403)
  if (body) expect((await send(signed.url, 'a,c')).status).toBe(403)
})

test('a signed URL downloads its object and no other', async () => {
  const request = { method: 'GET' as const, url: `${origin}/my-bucket/x.csv`, headers: {}, presignSeconds: 300 }
  const { url } = addCredentials(request, credentials)
  expect(url).not.toContain(encodeURIComponent(SECRET))
  expect((await fetch(url)).status).toBe(200)
  expect((await fetch(url.replace('x.csv', 'y.csv'))).status).toBe(403)
  expect((await fetch(url.replace('Expires=300', 'Expires=3000'))).status).toBe(403)
})
