import { afterEach, expect, test } from 'vitest'
import { onUntrustedProxy } from '@/lib/api/server/untrusted-proxy'
import { dropSingleton } from '@/lib/platform/singleton'
import { clientAddress } from './client-address'

afterEach(() => dropSingleton('untrusted-proxy'))

function reports() {
  const reported: string[] = []
  onUntrustedProxy((address) => reported.push(address))
  return reported
}

test('reports X-Forwarded-For of an untrusted address once, and ignores it', () => {
  const reported = reports()
  for (let time = 0; time < 3; time += 1) {
    const address = clientAddress({ socketAddress: '10.0.0.7', forwardedFor: '203.0.113.9', trustedProxies: [] })
    expect(address).toBe('10.0.0.7')
  }
  expect(reported).toEqual(['10.0.0.7'])
})

test('reports an untrusted address even if other proxies are trusted', () => {
  const reported = reports()
  clientAddress({ socketAddress: '10.0.0.7', forwardedFor: '203.0.113.9', trustedProxies: ['192.168.0.0/16'] })
  expect(reported).toEqual(['10.0.0.7'])
})

test('reports nothing for a trusted proxy or without the header', () => {
  const reported = reports()
  const trustedProxies = ['10.0.0.0/8']
  expect(clientAddress({ socketAddress: '10.0.0.7', forwardedFor: '203.0.113.9', trustedProxies })).toBe('203.0.113.9')
  clientAddress({ socketAddress: '203.0.113.9', forwardedFor: null, trustedProxies: [] })
  expect(reported).toEqual([])
})
