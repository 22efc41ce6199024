import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountHelp } from './mount-help'

const router = new Hono()
let parent: string
beforeAll(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'patchbay-help-'))
  await mkdir(path.join(parent, 'help/pages/guides'), { recursive: true })
  await writeFile(path.join(parent, 'help/pages/guides/add-documents.json'), '{"title":"Add documents"}')
  await writeFile(path.join(parent, 'help/.hidden.json'), '{}')
  await writeFile(path.join(parent, 'secret.json'), '{"secret":true}')
  mountHelp(router, path.join(parent, 'help'))
})
afterAll(() => rm(parent, { recursive: true }))

const get = (name: string, headers: Record<string, string> = {}) => router.request(`/api/help/${name}`, { headers })

test('serves a page without a session, and not again while it is unchanged', async () => {
  const page = await get('pages/guides/add-documents.json')
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toBe('application/json')
  expect(await page.json()).toEqual({ title: 'Add documents' })
  const secondResponse = await get('pages/guides/add-documents.json', {
    'if-none-match': page.headers.get('etag') ?? '',
  })
  expect([secondResponse.status, await secondResponse.text()]).toEqual([304, ''])
})

test('compresses for clients that accept it', async () => {
  const page = await get('pages/guides/add-documents.json', { 'accept-encoding': 'gzip' })
  expect(page.headers.get('content-encoding')).toBe('gzip')
})

test.each([
  'pages/guides/none.json',
  'pages/guides',
  '.hidden.json',
  '..%2fsecret.json',
  '%2e%2e/secret.json',
  'pages/..%2f..%2fsecret.json',
  'pages/guides/add-documents.json%00',
  'pages/guides/add-documents.md',
])('finds no file at %s', async (name) => {
  expect((await get(name)).status).toBe(404)
})
