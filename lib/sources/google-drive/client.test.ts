import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startCanary } from '@/lib/egress/test-server'
import { dropSingleton } from '@/lib/platform/singleton'
import { serviceAccountFile } from '@/lib/providers/testing/service-account'
import { insteadOf, listAll, openSource } from '../testing/open-source'
import client from './client'

const cleanups: (() => unknown)[] = []
beforeEach(() => dropSingleton('provider-tokens'))
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})
const ROOT = 'root-folder-id'
const DOC = 'application/vnd.google-apps.document'
const FOLDER = 'application/vnd.google-apps.folder'
const file = (id: string, name: string, overrides: object = {}) => ({
  id,
  name,
  mimeType: 'application/pdf',
  md5Checksum: `md5-${id}`,
  modifiedTime: '2026-01-01T00:00:00.000Z',
  size: '5',
  webViewLink: `https://drive.google.com/file/d/${id}/view`,
  parents: [ROOT],
  trashed: false,
  ...overrides,
})
const failure = (code: number, reason: string) => ({
  error: { code, message: 'CANARY', errors: [{ message: 'CANARY', domain: 'global', reason }] },
})

/** Fake of Drive and its token endpoint. Tokens are numbered; `isValid` decides which are accepted. */
async function drive(
  answer: (url: URL, response: ServerResponse) => unknown,
  isValid: (token: string) => boolean = () => true,
) {
  let minted = 0
  const server = await startCanary((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://drive.example')
    response.setHeader('content-type', 'application/json')
    if (url.pathname === '/token') {
      minted += 1
      return response.end(JSON.stringify({ access_token: `token-${minted}`, expires_in: 3_599, token_type: 'Bearer' }))
    }
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    if (!token.startsWith('token-') || !isValid(token)) {
      response.statusCode = 401
      return response.end(JSON.stringify(failure(401, 'authError')))
    }
    const body = answer(url, response)
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
  })
  cleanups.push(() => server.close())
  const through = insteadOf('https://www.googleapis.com', server.port)
  const secrets: string[] = []
  const open = (settings: object = {}, secret = serviceAccountFile()) =>
    openSource(
      client,
      { folder: `https://drive.google.com/drive/folders/${ROOT}?usp=sharing`, ...settings },
      {
        secret,
        onSecret: (value) => void secrets.push(value),
        fetch: (input, init) =>
          through(String(input).replace('https://oauth2.googleapis.com', `http://127.0.0.1:${server.port}`), init),
      },
    )
  return { open, seen: server.seen, secrets, minted: () => minted }
}
const START = (url: URL) =>
  url.pathname.endsWith('/startPageToken') ? { kind: 'drive#startPageToken', startPageToken: '100' } : null

test('lists folders page by page, resumes at a position, and keeps a change token', async () => {
  const { open, secrets, seen } = await drive((url) => {
    const start = START(url)
    if (start) return start
    const query = url.searchParams.get('q')
    if (query === `'${ROOT}' in parents and trashed = false`)
      return url.searchParams.get('pageToken') === 'p2'
        ? { kind: 'drive#fileList', incompleteSearch: false, files: [file('sub', 'Sub', { mimeType: FOLDER })] }
        : {
            kind: 'drive#fileList',
            incompleteSearch: false,
            nextPageToken: 'p2',
            files: [
              file('a', 'a.pdf'),
              file('d', 'Doc', { mimeType: DOC, md5Checksum: undefined }),
              file('f', 'Form', { mimeType: 'application/vnd.google-apps.form' }),
            ],
          }
    if (query === `'sub' in parents and trashed = false`)
      return { kind: 'drive#fileList', files: [file('b', 'b.txt'), file('loop', 'Loop', { mimeType: FOLDER })] }
    return { kind: 'drive#fileList', files: [file('sub', 'Sub', { mimeType: FOLDER })] }
  })
  const { items, pages } = await listAll(open())
  expect(items.map(({ key, revision }) => [key, revision])).toEqual([
    ['a', 'md5-a'],
    ['d', '2026-01-01T00:00:00.000Z'],
    ['b', 'md5-b'],
  ])
  expect(JSON.parse(pages.at(-1)?.token ?? '')).toEqual({ pageToken: '100', folders: [ROOT, 'sub', 'loop'] })
  const rest = []
  for await (const page of open().list({ cursor: pages[1]?.cursor ?? null, token: null })) rest.push(...page.items)
  expect(rest.map(({ key }) => key)).toEqual(['b'])
  expect(seen.every(({ request }) => request.url === '/token' || request.url?.includes('supportsAllDrives=true'))).toBe(
    true,
  )
  expect(secrets.some((secret) => secret.includes('PRIVATE KEY'))).toBe(true)
  expect(secrets).toContain('token-1')
})

describe('changes', () => {
  const token = JSON.stringify({ pageToken: '100', folders: [ROOT, 'sub'] })
  const changed = (fileId: string, entry: object | null) => ({
    kind: 'drive#change',
    changeType: 'file',
    fileId,
    removed: entry === null,
    ...(entry ? { file: entry } : {}),
  })

  test('reports only changes: added, moved out, trashed, removed', async () => {
    const { open } = await drive((url) => {
      if (url.pathname !== '/drive/v3/changes') return { files: [] }
      return url.searchParams.get('pageToken') === '100'
        ? {
            kind: 'drive#changeList',
            nextPageToken: '101',
            changes: [
              changed('a', file('a', 'a.pdf')),
              changed('moved', file('moved', 'm', { parents: ['elsewhere'] })),
            ],
          }
        : {
            kind: 'drive#changeList',
            newStartPageToken: '102',
            changes: [
              changed('binned', file('binned', 'b', { trashed: true })),
              changed('gone', null),
              changed('a', file('a', 'a.pdf', { md5Checksum: 'md5-new' })),
            ],
          }
    })
    const { pages } = await listAll(open(), token)
    expect(pages).toHaveLength(1)
    expect(pages[0]).toMatchObject({ isDelta: true, cursor: null, removed: ['moved', 'binned', 'gone'] })
    expect(pages[0]?.items.map(({ key, revision }) => [key, revision])).toEqual([['a', 'md5-new']])
    expect(JSON.parse(pages[0]?.token ?? '')).toEqual({ pageToken: '102', folders: [ROOT, 'sub'] })
  })

  test.each([
    [
      'a folder came',
      () => ({ newStartPageToken: '101', changes: [changed('new', file('new', 'New', { mimeType: FOLDER }))] }),
    ],
    ['a folder went', () => ({ newStartPageToken: '101', changes: [changed('sub', null)] })],
    [
      'Google forgot the token',
      (response: ServerResponse) => {
        response.statusCode = 400
        return failure(400, 'invalid')
      },
    ],
  ])('lists everything again when %s', async (_, answer) => {
    const { open } = await drive(
      (url, response) =>
        START(url) ?? (url.pathname === '/drive/v3/changes' ? answer(response) : { files: [file('a', 'a.pdf')] }),
    )
    const { items, pages } = await listAll(open(), token)
    expect(items.map(({ key }) => key)).toEqual(['a'])
    expect(pages.some(({ isDelta }) => isDelta)).toBe(false)
  })
})

describe('files', () => {
  const item = (key: string, type: string, size = 5) => ({
    key,
    name: 'Plan',
    url: null,
    revision: 'r',
    memo: null,
    hint: { type, size },
  })

  test('exports Google documents and downloads other files', async () => {
    const { open } = await drive(
      (url) => `${url.pathname}?${url.searchParams.get('mimeType') ?? url.searchParams.get('alt')}`,
    )
    const source = open()
    const read = async (key: string, type: string) => {
      const fetched = await source.fetch(item(key, type))
      return fetched.kind === 'file' ? [fetched.name, new TextDecoder().decode(fetched.bytes)] : fetched.kind
    }
    expect(await read('d', DOC)).toEqual(['Plan.md', '/drive/v3/files/d/export?text/markdown'])
    expect((await read('s', 'application/vnd.google-apps.spreadsheet'))[0]).toBe('Plan.xlsx')
    expect((await read('p', 'application/vnd.google-apps.presentation'))[0]).toBe('Plan.pptx')
    expect(await read('a', 'application/pdf')).toEqual(['Plan', '/drive/v3/files/a?media'])
  })

  test.each([
    [403, failure(403, 'exportSizeLimitExceeded'), 'TOO_LARGE', '10 MB'],
    [403, failure(403, 'cannotDownloadFile'), 'FORBIDDEN', 'does not allow downloads'],
    [403, failure(403, 'accessNotConfigured'), 'FORBIDDEN', 'disabled'],
    [403, failure(403, 'insufficientFilePermissions'), 'FORBIDDEN', 'Share the folder'],
    [500, 'oops', 'EGRESS_FAILED', '500'],
  ])('%i %j', async (status, body, code, text) => {
    const { open } = await drive((_, response) => {
      response.statusCode = status
      return body
    })
    const error = await open()
      .fetch(item('a', 'application/pdf'))
      .catch((failed: Error) => failed)
    expect(error).toMatchObject({ code, message: expect.stringContaining(text) })
    expect(String(error)).not.toContain('CANARY')
  })

  test('handles missing and large files, and a rate limit sent as 403', async () => {
    let busy = 2
    const { open } = await drive((url, response) => {
      if (url.pathname.endsWith('/gone')) response.statusCode = 404
      else if (busy-- > 0) {
        response.statusCode = 403
        return failure(403, 'userRateLimitExceeded')
      }
      return 'bytes'
    })
    expect(await open().fetch(item('a', 'application/pdf'))).toMatchObject({ kind: 'file' })
    expect(await open().fetch(item('gone', 'application/pdf'))).toEqual({ kind: 'gone' })
    await expect(open().fetch(item('a', 'application/pdf', 26 * 1024 * 1024))).rejects.toThrow('25 MB')
  })

  test('renews an expired token once, and reports a deleted account', async () => {
    const expired = await drive(
      () => 'bytes',
      (token) => token !== 'token-1',
    )
    const source = expired.open()
    // The first failure concerns a new token; the second one a cached token, which is renewed.
    await source.fetch(item('a', 'application/pdf')).catch(() => {})
    expect(await source.fetch(item('a', 'application/pdf'))).toMatchObject({ kind: 'file' })
    expect(expired.minted()).toBe(2)
    dropSingleton('provider-tokens')
    const dead = await drive(
      () => 'bytes',
      () => false,
    )
    await expect(dead.open().fetch(item('a', 'application/pdf'))).rejects.toMatchObject({ code: 'CREDENTIAL_MISSING' })
  })
})

test('fails on a truncated list, and explains an invalid key file', async () => {
  const { open } = await drive((url) => START(url) ?? '{"files":[')
  await expect(listAll(open())).rejects.toMatchObject({ code: 'EGRESS_FAILED' })
  const missing = await drive((url, response) => {
    const start = START(url)
    if (!start) response.statusCode = 404
    return start ?? failure(404, 'notFound')
  })
  await expect(listAll(missing.open())).rejects.toThrow('Share it with the address of the service account')
  expect(() => open({}, '{"type":"CANARY"}')).toThrow('does not belong to a service account')
})
