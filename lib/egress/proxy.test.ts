import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createEgress, type Egress } from './create-egress'
import { failureOf, startCanary } from './test-server'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A forward proxy that routes every name to one test server and records the requests. */
async function startProxy(target: number, answer: { tunnel?: number; wants?: string } = {}) {
  const requested: string[] = []
  const server = createServer((request, response) => {
    requested.push(`${request.method} ${request.url}`)
    if (answer.wants !== undefined && request.headers['proxy-authorization'] !== answer.wants) {
      response.writeHead(407).end()
      return
    }
    const url = new URL(request.url ?? '')
    const onward = { port: target, host: '127.0.0.1', path: url.pathname, method: request.method }
    request.pipe(httpRequest(onward, (found) => found.pipe(response.writeHead(found.statusCode ?? 500, found.headers))))
  })
  server.on('connect', (request, socket) => {
    requested.push(`CONNECT ${request.url}`)
    socket.end(`HTTP/1.1 ${answer.tunnel ?? 403} No\r\n\r\n`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { requested, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const NAMES: Readonly<Record<string, string[]>> = {
  'api.example': ['93.184.215.14'],
  'inside.example': ['10.0.0.5'],
  'mixed.example': ['93.184.215.14', '169.254.169.254'],
}

function egressBy(proxy: string, overrides: { allow?: string; only?: string[] } = {}): Egress {
  const egress = createEgress({
    allow: '',
    ...overrides,
    proxy,
    resolve: async (name) => (NAMES[name] ?? []).map((address) => ({ address, family: 4 })),
  })
  cleanups.push(() => egress.close())
  return egress
}

async function setUp(overrides: { allow?: string; only?: string[] } = {}) {
  const canary = await startCanary()
  cleanups.push(() => canary.close())
  const proxy = await startProxy(canary.port)
  return {
    canary,
    proxy,
    egress: egressBy(proxy.url, { ...overrides, allow: overrides.allow?.replace('PORT', `${canary.port}`) ?? '' }),
  }
}

test('sends calls to the internet through the proxy, with the host name', async () => {
  const { canary, proxy, egress } = await setUp()
  expect(await (await egress.fetch('http://api.example/v1/models')).text()).toBe('canary')
  expect([proxy.requested, canary.hits()]).toEqual([['GET http://api.example/v1/models'], 1])
  // Model streams too.
  const request = { headers: {}, body: '{}', signal: AbortSignal.timeout(5_000) }
  const streamed = await egress.within(null).stream('http://api.example/v1/chat', request)
  expect(await (await streamed.whole()).text()).toBe('canary')
  expect(proxy.requested.at(-1)).toBe('POST http://api.example/v1/chat')
})

test.each(['inside.example', 'mixed.example', '10.0.0.5', '169.254.169.254', 'localhost'])(
  'the proxy never receives %s: addresses are checked first',
  async (host) => {
    const { proxy, egress } = await setUp()
    const failure = await failureOf(egress.fetch(`http://${host}/`))
    expect([failure.code, proxy.requested]).toEqual([host === 'localhost' ? 'EGRESS_FAILED' : 'EGRESS_BLOCKED', []])
    const request = { headers: {}, body: '{}', signal: AbortSignal.timeout(5_000) }
    await failureOf(egress.within(null).stream(`http://${host}/`, request))
    // The same for a library that uses the dispatcher directly.
    const raw = await import('undici').then(({ fetch }) =>
      fetch(`http://${host}/`, { dispatcher: egress.dispatcher }).catch((error: unknown) => error),
    )
    expect(raw).toBeInstanceOf(Error)
    expect(proxy.requested).toEqual([])
  },
)

test('blocks a redirect into the local network before the proxy, too', async () => {
  const canary = await startCanary((_request, response) => {
    response.writeHead(302, { location: 'http://inside.example/' }).end()
  })
  cleanups.push(() => canary.close())
  const proxy = await startProxy(canary.port)
  const failure = await failureOf(egressBy(proxy.url).fetch('http://api.example/'))
  expect([failure.code, proxy.requested]).toEqual(['EGRESS_BLOCKED', ['GET http://api.example/']])
})

test('calls allowed hosts of the local network directly', async () => {
  const { canary, proxy, egress } = await setUp({ allow: 'http://127.0.0.1:PORT' })
  expect(await (await egress.fetch(`http://127.0.0.1:${canary.port}/`)).text()).toBe('canary')
  expect(proxy.requested).toEqual([])
})

test('private mode applies before the proxy', async () => {
  const { proxy, egress } = await setUp({ only: ['other.example'] })
  expect((await failureOf(egress.fetch('http://api.example/'))).code).toBe('EGRESS_BLOCKED')
  expect(proxy.requested).toEqual([])
})

test('an HTTPS call requests a tunnel; a proxy that rejects it or is unreachable is named in the error', async () => {
  const { proxy, egress } = await setUp()
  const rejected = await failureOf(egress.fetch('https://api.example/'))
  expect([rejected.code, proxy.requested]).toEqual(['EGRESS_FAILED', ['CONNECT api.example:443']])
  expect(rejected.message).toBe(
    'api.example could not be reached: the proxy set in EGRESS_PROXY rejected the request (403).',
  )
  const failure = await failureOf(egressBy('http://127.0.0.1:9').fetch('http://api.example/'))
  expect(failure.message).toBe('api.example could not be reached: the proxy set in EGRESS_PROXY does not respond.')
})

test('sends the user name and password of the proxy address to the proxy only', async () => {
  const canary = await startCanary()
  cleanups.push(() => canary.close())
  const proxy = await startProxy(canary.port, { wants: `Basic ${Buffer.from('ann:s3cret').toString('base64')}` })
  const denied = await failureOf(egressBy(proxy.url).fetch('http://api.example/'))
  expect(denied.message).toContain('requires a user name and password (407)')
  const egress = egressBy(proxy.url.replace('//', '//ann:s3cret@'))
  expect(await (await egress.fetch('http://api.example/')).text()).toBe('canary')
  expect(canary.seen[0]?.request.headers['proxy-authorization']).toBeUndefined()
})
