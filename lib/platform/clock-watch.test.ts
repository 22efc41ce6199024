import { expect, test } from 'vitest'
import { ClockWatch, clockMessage } from './clock-watch'

const HOUR_MS = 3_600_000

function watchOf() {
  const clocks = { wall: 1_800_000_000_000, steady: 5_000 }
  const pass = (ms: number) => {
    clocks.wall += ms
    clocks.steady += ms
  }
  return {
    at: clocks,
    pass,
    watch: new ClockWatch(
      () => clocks.wall,
      () => clocks.steady,
    ),
  }
}

test.each([3 * HOUR_MS, -3 * HOUR_MS])('reports a jump of %i ms once and distrusts the clock for an hour', (jumpMs) => {
  const { at, pass, watch } = watchOf()
  pass(HOUR_MS)
  expect([watch.check(), watch.isTrusted()]).toEqual([null, true])
  at.wall += jumpMs
  pass(1_000)
  expect([watch.check(), watch.isTrusted()]).toEqual([jumpMs, false])
  pass(HOUR_MS - 1)
  expect([watch.check(), watch.isTrusted()]).toEqual([null, false])
  pass(1)
  expect([watch.check(), watch.isTrusted()]).toEqual([null, true])
})

test('ignores small corrections and long gaps between checks', () => {
  const { at, pass, watch } = watchOf()
  for (let check = 0; check < 100; check += 1) {
    at.wall += 2_000
    pass(10 * HOUR_MS)
    expect(watch.check()).toBeNull()
  }
  expect(watch.isTrusted()).toBe(true)
})

test('the message states direction and size', () => {
  expect(clockMessage(3 * HOUR_MS)).toMatch(
    /jumped forward by 3 hours, or the machine slept\. Runs continue; old runs are kept for another hour\./,
  )
  expect(clockMessage(-90_000)).toMatch(/jumped back by 2 minutes\./)
})
