import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEgress } from './create-egress'
import type { Resolve } from './guarded-agent'
import { failureOf, startCanary } from './test-server'

let canary: Awaited<ReturnType<typeof startCanary>>
let redirector: Awaited<ReturnType<typeof startCanary>>
beforeAll(async () => {
  canary = await startCanary()
  redirector = await startCanary((request, response) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams
    response.writeHead(Number(query.get('status') ?? 302), { location: query.get('to') ?? '/' }).end()
  })
})
afterAll(() => {
  canary.close()
  redirector.close()
})
beforeEach(() => {
  canary.seen.length = 0
})

const PUBLIC = { address: '93.184.216.34', family: 4 }
const INSIDE = { address: '127.0.0.1', family: 4 }
const failingResolve: Resolve = async (name) => {
  throw new Error(`${name} was looked up`)
}

const LITERALS = [
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f.0.0.1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127。0。0。1:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::127.0.0.1]:PORT/',
  'http://[::7f00:1]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[64:ff9b:1::7f00:1]/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[fd00:ec2::254]/',
  'http://[fd00::1]/',
  'http://[fec0::1]/',
  'http://[fe80::1]/',
  'http://[ff02::1]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://168.63.129.16/',
  'http://100.100.100.200/',
  'http://255.255.255.255/',
]

describe('internal addresses', () => {
  test.each(LITERALS)('%s is blocked before any connection', async (address) => {
    const egress = createEgress({ allow: '', resolve: failingResolve })
    const failure = await failureOf(egress.fetch(address.replace('PORT', String(canary.port))))
    expect([failure.code, canary.hits()]).toEqual(['EGRESS_BLOCKED', 0])
    await egress.close()
  })

  test.each(['localhost', 'localhost.', 'LOCALHOST'])(
    'the name %s is blocked by its resolved address',
    async (name) => {
      // Systems differ in whether they resolve "localhost.".
      const egress = createEgress({ allow: '', ...(name.endsWith('.') ? { resolve: async () => [INSIDE] } : {}) })
      const failure = await failureOf(egress.fetch(`http://${name}:${canary.port}/`))
      expect([failure.code, canary.hits()]).toEqual(['EGRESS_BLOCKED', 0])
      await egress.close()
    },
  )
})

test.each([
  'file:///etc/passwd',
  'ftp://example.com/',
  'data:text/plain,x',
  'javascript:alert(1)',
  'http://user:password@example.com/',
  'http://example.com:22/',
  'http://example.com:5432/',
  'http://example.com:6379/',
])('%s is not a web request', async (address) => {
  const egress = createEgress({ allow: '', resolve: failingResolve })
  expect((await failureOf(egress.fetch(address))).code).toBe('EGRESS_BLOCKED')
})

test.each([
  'http://example.com\\@127.0.0.1:PORT/',
  'http://1.1.1.1 &@127.0.0.1:PORT#@3.3.3.3/',
  'http://127.0.0.1:PORT%00.example.com/',
  'http://exam%00ple.com/',
  '//127.0.0.1:PORT/',
  '/relative',
  '',
])('the checked host is the host that is called: %s', async (address) => {
  const looked: string[] = []
  const resolve: Resolve = async (name) => {
    looked.push(name)
    return [INSIDE]
  }
  const egress = createEgress({ allow: '', resolve })
  const failure = await failureOf(egress.fetch(address.replace('PORT', String(canary.port))))
  expect(['EGRESS_BLOCKED', 'INVALID_INPUT']).toContain(failure.code)
  expect(canary.hits()).toBe(0)
  expect(looked.every((name) => name === 'example.com')).toBe(true)
})

describe('DNS', () => {
  test('blocks DNS rebinding: a name that is public when checked and private when called fails at the connection', async () => {
    let calls = 0
    const resolve: Resolve = async () => (++calls === 1 ? [PUBLIC] : [INSIDE])
    await resolve('rebind.example')
    const egress = createEgress({ allow: '', resolve })
    const failure = await failureOf(egress.fetch(`http://rebind.example:${canary.port}/`))
    expect([failure.code, canary.hits(), canary.connections()]).toEqual(['EGRESS_BLOCKED', 0, 0])
  })

  test.each([
    [[PUBLIC, INSIDE]],
    [[INSIDE, PUBLIC]],
    [[PUBLIC, { address: '::ffff:127.0.0.1', family: 6 }]],
    [[{ address: 'fd00:ec2::254', family: 6 }]],
    [[{ address: 'not an address', family: 4 }]],
  ])('one forbidden address blocks the name: %j', async (answers) => {
    const egress = createEgress({ allow: '', resolve: async () => answers })
    expect((await failureOf(egress.fetch(`http://mixed.example:${canary.port}/`))).code).toBe('EGRESS_BLOCKED')
  })

  test('the message names the host, never an address', async () => {
    const egress = createEgress({ allow: '', resolve: async () => [{ address: '10.11.12.13', family: 4 }] })
    const failure = await failureOf(egress.fetch('http://wiki.internal/'))
    expect(failure.message).toContain('wiki.internal')
    expect(failure.message).not.toContain('10.11.12.13')
  })
})

describe('redirects', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://private.example:PORT/',
    'http://169.254.169.254/',
    'file:///etc/passwd',
    '//127.0.0.1:PORT/',
    'http://user:secret@private.example/',
  ])('blocks a redirect to %s', async (location) => {
    const resolve: Resolve = async () => [INSIDE]
    const egress = createEgress({ allow: `start.example:${redirector.port}`, resolve })
    const to = encodeURIComponent(location.replace('PORT', String(canary.port)))
    const failure = await failureOf(egress.fetch(`http://start.example:${redirector.port}/?to=${to}`))
    expect([failure.code, canary.hits()]).toEqual(['EGRESS_BLOCKED', 0])
    await egress.close()
  })

  test('checks a second hop like the first', async () => {
    const egress = createEgress({ allow: `start.example:${redirector.port}`, resolve: async () => [INSIDE] })
    const last = encodeURIComponent(`http://127.0.0.1:${canary.port}/`)
    const failure = await failureOf(
      egress.fetch(`http://start.example:${redirector.port}/?to=${encodeURIComponent(`/?to=${last}`)}`),
    )
    expect([failure.code, canary.hits()]).toEqual(['EGRESS_BLOCKED', 0])
    await egress.close()
  })

  test('does not follow the sixth redirect', async () => {
    const egress = createEgress({ allow: `127.0.0.1:${redirector.port}` })
    const before = redirector.hits()
    const failure = await failureOf(egress.fetch(`http://127.0.0.1:${redirector.port}/?to=%3Fto%3D%2F`))
    expect([failure.code, redirector.hits() - before]).toEqual(['EGRESS_FAILED', 6])
    await egress.close()
  })
})
