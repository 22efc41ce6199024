import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import { egressTo, serve } from '@/lib/egress/test-egress'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chooseParser } from '@/lib/services/app-files/document-parser'
import { readPage } from '@/lib/services/integrations/read-page'
import { callAction } from '../execute/call-action'
import { loadAction } from '../load-action'

let parser: URL

beforeAll(async () => {
  parser = await bundleEntry('lib/rag/parse/worker.entry.ts')
  chooseParser(parser)
})
afterAll(() => rm(path.dirname(parser.pathname), { recursive: true }))

async function read(body: string, { type = 'text/html; charset=utf-8', status = 200 } = {}) {
  const server = await serve((_request, response) => {
    response.writeHead(status, { 'content-type': type })
    response.end(body)
  })
  const { fetch } = egressTo(server)
  const { plugin, action } = (await loadAction('page-reader', 'read-page')) ?? raiseInternal('There is no such action.')
  return callAction({
    plugin,
    action,
    connection: '',
    idempotencyKey: '',
    timeoutMs: 30_000,
    signal: new AbortController().signal,
    input: { url: `${server.url}/article` },
    ports: fakePorts({ pages: { ...fakePorts().pages, read: (request) => readPage(fetch, request) } }),
    now: () => 0,
    log: () => {},
  })
}

test('reads the article of a page as Markdown, without menus and scripts', async () => {
  const long = 'A long sentence about the weather in the mountains. '.repeat(10)
  const { text, title } = await read(
    `<html><head><title>Weather</title></head><body><nav><a href="/">Home</a></nav><article><h1>Weather</h1>
    <p>${long}</p><h2>Tomorrow</h2><p>${long}</p></article><script>alert(1)</script></body></html>`,
  )
  expect(title).toBe('Weather')
  expect(text).toContain('## Tomorrow\n\nA long sentence')
  expect(text).not.toMatch(/Home|alert/)
})

test('reads plain text', async () => {
  expect(await read('Just text.', { type: 'text/plain' })).toMatchObject({ text: 'Just text.' })
})

test('reports a failed response', async () => {
  await expect(read('gone', { status: 404 })).rejects.toThrow(/404/)
})
