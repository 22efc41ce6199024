import { expect, test } from 'vitest'
import { CircuitBreakers } from './circuit-breakers'
import { KeyRotation } from './key-rotation'

const rule = { failures: 3, pauseSeconds: 10 }

test('skips a model after repeated failures, probes it once after the pause, and restores it on success', () => {
  let now = 0
  const breakers = new CircuitBreakers(() => now)
  expect([breakers.failed('m', rule), breakers.failed('m', rule), breakers.closedFor('m')]).toEqual([false, false, 0])
  expect([breakers.failed('m', rule), breakers.closedFor('m')]).toEqual([true, 10])
  now = 10_001
  expect(breakers.closedFor('m')).toBe(0)
  breakers.begin('m')
  // Only one request probes at a time.
  expect(breakers.closedFor('m')).toBe(1)
  breakers.succeeded('m')
  expect(breakers.closedFor('m')).toBe(0)
  expect(breakers.failed('m', rule)).toBe(false)
})

test('reopens when the probe fails, and passes the probe on when it is cancelled', () => {
  let now = 0
  const breakers = new CircuitBreakers(() => now)
  for (let failure = 0; failure < 3; failure += 1) breakers.failed('m', rule)
  now = 11_000
  breakers.begin('m')
  breakers.abandoned('m')
  expect(breakers.closedFor('m')).toBe(0)
  breakers.begin('m')
  expect([breakers.failed('m', rule), breakers.closedFor('m')]).toEqual([true, 10])
})

test('resets the count on success', () => {
  const breakers = new CircuitBreakers(() => 0)
  breakers.failed('m', rule)
  breakers.failed('m', rule)
  breakers.succeeded('m')
  expect(breakers.failed('m', rule)).toBe(false)
})

test('rotates keys and moves a rejected key to the end until its pause is over', () => {
  let now = 0
  const keys = new KeyRotation(() => now)
  expect([keys.order('c', 3), keys.order('c', 3), keys.order('c', 3)]).toEqual([
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
  ])
  keys.rest('c', 0, 5)
  expect(keys.order('c', 3)).toEqual([1, 2, 0])
  now = 6_000
  expect(keys.order('c', 3)).toEqual([1, 2, 0])
  expect(keys.order('c', 3)).toEqual([2, 0, 1])
  expect(keys.order('other', 1)).toEqual([0])
})
