import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { TokenBuckets } from '@/lib/platform/token-buckets'
import { ConcurrencyGate } from '@/lib/services/limits/concurrency-gate'
import { clientAddress } from './client-address'

function takeCount(buckets: TokenBuckets, keys: string[]): number {
  return keys.filter((key) => {
    try {
      buckets.take(key)
      return true
    } catch (error) {
      if (AppError.isInstance(error) && error.code === 'RATE_LIMITED') return false
      throw error
    }
  }).length
}

test('a bucket allows its rate at once and refills evenly', () => {
  let nowMs = 0
  const buckets = new TokenBuckets(60, () => nowMs)
  expect(takeCount(buckets, Array(100).fill('a'))).toBe(60)
  expect(takeCount(buckets, ['b'])).toBe(1)
  nowMs = 2_500
  expect(takeCount(buckets, Array(100).fill('a'))).toBe(2)
})

test('a clock that jumps back grants nothing', () => {
  let nowMs = 10_000
  const buckets = new TokenBuckets(1, () => nowMs)
  expect(takeCount(buckets, ['a', 'a'])).toBe(1)
  nowMs = 0
  expect(takeCount(buckets, ['a'])).toBe(0)
})

test('leaving a gate twice frees one slot', () => {
  const gate = new ConcurrencyGate(1)
  const leave = gate.enter('app')
  expect(() => gate.enter('app')).toThrow(AppError)
  leave()
  leave()
  gate.enter('app')
  expect(() => gate.enter('app')).toThrow(AppError)
})

const address = (socketAddress: string, forwardedFor: string | null = null, trustedProxies: string[] = []) =>
  clientAddress({ socketAddress, forwardedFor, trustedProxies })

test('ignores X-Forwarded-For of untrusted senders', () => {
  const buckets = new TokenBuckets(10, () => 0)
  const keys = Array.from({ length: 100 }, (_, index) => address('203.0.113.9', `198.51.100.${index}`))
  expect(takeCount(buckets, keys)).toBe(10)
})

test('counts an IPv6 /64 as one visitor', () => {
  const buckets = new TokenBuckets(10, () => 0)
  const keys = Array.from({ length: 100 }, (_, index) => address(`2001:db8:1:2:${index.toString(16)}::1`))
  expect(takeCount(buckets, keys)).toBe(10)
  expect(address('2001:db8:1:3::1')).not.toBe(address('2001:db8:1:2::1'))
})

test('counts the right-most untrusted hop behind trusted proxies', () => {
  const proxies = ['10.0.0.0/8', '192.0.2.1']
  expect(address('10.1.1.1', '6.6.6.6, 198.51.100.4, 192.0.2.1', proxies)).toBe('198.51.100.4')
  expect(address('198.51.100.7', '6.6.6.6', proxies)).toBe('198.51.100.7')
  expect(address('10.1.1.1', 'nonsense', proxies)).toBe('10.1.1.1')
  expect(address('::ffff:203.0.113.4')).toBe('203.0.113.4')
})
