import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { localModelRules, parseAllowList } from './allow-list'
import { createEgress } from './create-egress'
import { failureOf, startCanary } from './test-server'

const INSIDE = { address: '127.0.0.1', family: 4 }
let canary: Awaited<ReturnType<typeof startCanary>>
beforeAll(async () => {
  canary = await startCanary()
})
afterAll(() => canary.close())
beforeEach(() => {
  canary.seen.length = 0
})

describe('EGRESS_ALLOW', () => {
  test.each([
    ['127.0.0.1:PORT', 'http://127.0.0.1:PORT/'],
    ['127.0.0.0/8:PORT', 'http://127.0.0.1:PORT/'],
    ['http://ollama:PORT', 'http://ollama:PORT/'],
    ['http://OLLAMA:PORT', 'http://ollama:PORT/'],
    ['127.0.0.1:PORT', 'http://anything.example:PORT/'],
  ])('EGRESS_ALLOW=%s opens %s', async (allow, address) => {
    const withPort = (text: string) => text.replace('PORT', String(canary.port))
    const egress = createEgress({ allow: withPort(allow), resolve: async () => [INSIDE] })
    expect(await (await egress.fetch(withPort(address))).text()).toBe('canary')
    await egress.close()
  })

  test.each([
    ['127.0.0.1:1', 'http://127.0.0.1:PORT/'],
    ['https://127.0.0.1:PORT', 'http://127.0.0.1:PORT/'],
    ['http://ollama:PORT', 'http://other:PORT/'],
    ['http://ollama:PORT', 'http://127.0.0.1:PORT/'],
    ['10.0.0.0/8:PORT', 'http://127.0.0.1:PORT/'],
  ])('EGRESS_ALLOW=%s does not open %s', async (allow, address) => {
    const withPort = (text: string) => text.replace('PORT', String(canary.port))
    const egress = createEgress({ allow: withPort(allow), resolve: async () => [INSIDE] })
    expect([(await failureOf(egress.fetch(withPort(address)))).code, canary.hits()]).toEqual(['EGRESS_BLOCKED', 0])
  })

  test.each(['169.254.0.0/16:80', '0.0.0.0/0:80', '168.63.129.16:80', 'http://metadata:80'])(
    'never allows metadata services: %s',
    async (allow) => {
      for (const address of ['169.254.169.254', '168.63.129.16', '100.100.100.200']) {
        const egress = createEgress({ allow, resolve: async () => [{ address, family: 4 }] })
        expect((await failureOf(egress.fetch(`http://${address}/`))).code).toBe('EGRESS_BLOCKED')
        expect((await failureOf(egress.fetch('http://metadata/'))).code).toBe('EGRESS_BLOCKED')
      }
    },
  )

  test.each(['ollama', 'http://', '10.0.0.0/99:80', '1.2.3:80', 'ftp://a:21', 'a:99999', 'a b:80', '::1:80'])(
    'rejects the permission %s',
    (text) => {
      expect(() => parseAllowList(text)).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }))
    },
  )

  test('allows local models on their usual ports only, and never Patchbay itself', () => {
    const rules = localModelRules(8080)
    expect(rules.some((rule) => rule.port === 11434)).toBe(true)
    expect(rules.some((rule) => rule.port === 8080)).toBe(false)
  })

  test('checks the address on every call, so an address from the database is blocked too', async () => {
    const stored: unknown = JSON.parse(`{"url":"http://127.0.0.1:${canary.port}/"}`)
    const egress = createEgress({ allow: '' })
    const url = typeof stored === 'object' && stored && 'url' in stored ? String(stored.url) : ''
    expect([(await failureOf(egress.fetch(url))).code, canary.hits()]).toEqual(['EGRESS_BLOCKED', 0])
  })
})
