import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Gathering } from './group-commit'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A process whose clocks are ours. */
function busyProcess() {
  let [nowMs, idleMs] = [100, 50]
  return {
    clock: { nowMs: () => nowMs, idleMs: () => idleMs },
    goOn(busyMs: number) {
      nowMs += 1
      idleMs += 1 - busyMs
      vi.advanceTimersByTime(1)
    },
  }
}

/** After how many milliseconds it is over when the process has so much to do in each; null when it never is. */
function endOf(busyEachMs: number[]): number | null {
  const { clock, goOn } = busyProcess()
  const over = vi.fn()
  const gathering = new Gathering(over, clock)
  for (const [index, busyMs] of busyEachMs.entries()) {
    // Who asks later does not put it off.
    gathering.begin()
    goOn(busyMs)
    if (over.mock.calls.length > 0) return index + 1
  }
  return null
}

test('whoever waits is stored when the process has nothing else to do, and after four milliseconds in any case', () => {
  expect(endOf([0.5, 1, 1])).toBe(1)
  expect(endOf([1, 1, 0.5, 1])).toBe(3)
  expect(endOf([0.9, 0.95, 0.9, 1])).toBe(3)
  expect(endOf([1, 1, 1, 1, 1, 1])).toBe(4)
})

test('it is over once, may begin again, and is stopped', () => {
  const { clock, goOn } = busyProcess()
  const over = vi.fn()
  const gathering = new Gathering(over, clock)
  gathering.begin()
  gathering.stop()
  goOn(0)
  expect(over).not.toHaveBeenCalled()
  for (const times of [1, 2]) {
    gathering.begin()
    for (const busyMs of [0, 0, 0]) goOn(busyMs)
    expect(over).toHaveBeenCalledTimes(times)
  }
})
