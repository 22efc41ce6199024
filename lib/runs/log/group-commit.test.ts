import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GroupCommit } from './group-commit'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A process with simulated clocks. */
function busyProcess() {
  let [nowMs, idleMs] = [100, 50]
  return {
    clock: { nowMs: () => nowMs, idleMs: () => idleMs },
    advance(busyMs: number) {
      nowMs += 1
      idleMs += 1 - busyMs
      vi.advanceTimersByTime(1)
    },
  }
}

/** The duration in milliseconds for a given load per millisecond; null when it never ends. */
function endOf(busyEachMs: number[]): number | null {
  const { clock, advance } = busyProcess()
  const commit = vi.fn()
  const commits = new GroupCommit(commit, clock)
  for (const [index, busyMs] of busyEachMs.entries()) {
    // Later calls do not extend it.
    commits.begin()
    advance(busyMs)
    if (commit.mock.calls.length > 0) return index + 1
  }
  return null
}

test('commits when the process is idle, and after four milliseconds at the latest', () => {
  expect(endOf([0.5, 1, 1])).toBe(1)
  expect(endOf([1, 1, 0.5, 1])).toBe(3)
  expect(endOf([0.9, 0.95, 0.9, 1])).toBe(3)
  expect(endOf([1, 1, 1, 1, 1, 1])).toBe(4)
})

test('commits once per start, and not at all when stopped', () => {
  const { clock, advance } = busyProcess()
  const commit = vi.fn()
  const commits = new GroupCommit(commit, clock)
  commits.begin()
  commits.stop()
  advance(0)
  expect(commit).not.toHaveBeenCalled()
  for (const times of [1, 2]) {
    commits.begin()
    for (const busyMs of [0, 0, 0]) advance(busyMs)
    expect(commit).toHaveBeenCalledTimes(times)
  }
})
