import { expect, test } from 'vitest'
import { ClockWatch, clockMessage } from './clock-watch'

const HOUR_MS = 3_600_000

function watchOf() {
  const at = { wall: 1_800_000_000_000, steady: 5_000 }
  const pass = (ms: number) => {
    at.wall += ms
    at.steady += ms
  }
  return {
    at,
    pass,
    watch: new ClockWatch(
      () => at.wall,
      () => at.steady,
    ),
  }
}

test.each([3 * HOUR_MS, -3 * HOUR_MS])(
  'a jump of %i ms is told once, and the clock is not trusted for an hour',
  (jumpMs) => {
    const { at, pass, watch } = watchOf()
    pass(HOUR_MS)
    expect([watch.look(), watch.isTrusted()]).toEqual([null, true])
    at.wall += jumpMs
    pass(1_000)
    expect([watch.look(), watch.isTrusted()]).toEqual([jumpMs, false])
    pass(HOUR_MS - 1)
    expect([watch.look(), watch.isTrusted()]).toEqual([null, false])
    pass(1)
    expect([watch.look(), watch.isTrusted()]).toEqual([null, true])
  },
)

test('small corrections, and looks far apart, are no jumps', () => {
  const { at, pass, watch } = watchOf()
  for (let look = 0; look < 100; look += 1) {
    at.wall += 2_000
    pass(10 * HOUR_MS)
    expect(watch.look()).toBeNull()
  }
  expect(watch.isTrusted()).toBe(true)
})

test('the message says which way and how far', () => {
  expect(clockMessage(3 * HOUR_MS)).toMatch(
    /jumped forward by 3 hours, or it slept\. Runs go on; old ones are not deleted for an hour\./,
  )
  expect(clockMessage(-90_000)).toMatch(/jumped back by 2 minutes\./)
})
