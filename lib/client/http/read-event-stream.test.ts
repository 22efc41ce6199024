import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { readEventStream } from './read-event-stream'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections()
})

/** Answers the n-th request with the n-th event text or error status, then closes the connection. */
async function serve(answers: readonly (string | number)[]) {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    const answer = answers[seen.length] ?? 503
    seen.push(request.headers['last-event-id']?.toString())
    if (typeof answer === 'number') {
      response.writeHead(answer, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({
          error: { code: answer === 404 ? 'NOT_FOUND' : 'UNAVAILABLE', message: 'No.', requestId: 'r1' },
        }),
      )
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(answer, () => response.socket?.destroySoon())
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return { url: `http://127.0.0.1:${address.port}`, seen }
}

async function collect(url: string, signal = new AbortController().signal) {
  const data: string[] = []
  const events = readEventStream({
    open: ({ lastEventId, signal: stop }) =>
      fetch(url, { signal: stop, headers: lastEventId === null ? {} : { 'last-event-id': lastEventId } }),
    signal,
    isLast: (event) => event.type === 'run-end',
    backoffMs: 2,
    maxAttempts: 4,
  })
  for await (const event of events) data.push(event.data)
  return data
}

test('resumes a broken stream after the last received event', async () => {
  const { url, seen } = await serve([
    'id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\nda',
    503,
    'id: 3\nevent: run-end\ndata: c\n\n',
  ])
  expect(await collect(url)).toEqual(['a', 'b', 'c'])
  expect(seen).toEqual([undefined, '2', '2'])
})

test('does not retry a rejected request', async () => {
  const { url, seen } = await serve([404])
  await expect(collect(url)).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No.' })
  expect(seen).toHaveLength(1)
})

test('gives up after the maximum number of attempts', async () => {
  const { url, seen } = await serve([503, 503, 503, 503, 503])
  await expect(collect(url)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(seen).toHaveLength(4)
})

test('stops immediately when cancelled', async () => {
  const { url } = await serve(['id: 1\ndata: a\n\n', 503, 503, 503])
  const controller = new AbortController()
  controller.abort()
  await expect(collect(url, controller.signal)).rejects.toMatchObject({ name: 'AbortError' })
})
