import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { egressTo, serve } from '@/lib/egress/test-egress'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { readText } from '@/lib/services/integrations/read-text'
import { callAction } from '../execute/call-action'
import { findAction } from '../testing/find-action'
import entryPublished from './triggers/entry-published'

const poll = entryPublished.type === 'poll' ? entryPublished.poll : raiseInternal('not polled')

const rss = (...ids: string[]) =>
  `<rss version="2.0"><channel><title>News</title>${ids
    .map((id) => `<item><title>Entry ${id}</title><guid>${id}</guid><link>https://example.com/${id}</link></item>`)
    .join('')}</channel></rss>`

async function call(name: Parameters<typeof findAction>[0], body: string, input: JsonObject = {}, status = 200) {
  const server = await serve((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/rss+xml' })
    response.end(body)
  })
  const { fetch } = egressTo(server)
  return callAction({
    ...(await findAction(name)),
    connection: '',
    idempotencyKey: '',
    timeoutMs: 30_000,
    signal: new AbortController().signal,
    input: { feed: `${server.url}/feed.xml`, ...input },
    ports: fakePorts({ pages: { ...fakePorts().pages, text: (request) => readText(fetch, request) } }),
    now: () => 0,
    log: () => {},
  })
}

test('reads the newest entries', async () => {
  const read = await call('rss/read-feed', rss('3', '2', '1'), { limit: 2 })
  expect(read).toMatchObject({ title: 'News', entries: [{ id: '3', title: 'Entry 3' }, { id: '2' }] })
})

test('reports each new entry once, oldest first', async () => {
  const trigger = { plugin: 'rss', definition: poll }
  const first = await call(trigger, rss('2', '1'))
  expect(first).toEqual({ events: [], cursor: { seen: ['2', '1'] } })
  const next = await call(trigger, rss('4', '3', '2'), { cursor: { seen: ['2', '1'] } })
  expect(next).toMatchObject({ events: [{ id: '3' }, { id: '4' }], cursor: { seen: ['3', '4', '2', '1'] } })
  const again = await call(trigger, rss('4', '3', '2'), { cursor: { seen: ['3', '4', '2', '1'] } })
  expect(again).toMatchObject({ events: [] })
})

test('reports a page that is not a feed, and a failed response', async () => {
  await expect(call('rss/read-feed', '<!-- x --><p>Hi</p>', { limit: 1 })).rejects.toThrow(/no RSS or Atom feed/)
  await expect(call('rss/read-feed', 'gone', { limit: 1 }, 404)).rejects.toThrow(/404/)
})
