import 'server-only'
import { singleton } from './singleton'

interface Beat {
  calls: Set<() => void>
  timer: NodeJS.Timeout
}

const allBeats = () => singleton('shared-intervals', () => new Map<number, Beat>())

/**
 * Calls back at an interval, with one timer for all callers of the same interval: thousands of open streams would have
 * one each. The first call may come early. Does not keep the process alive.
 * @returns a function that stops the calls
 */
export function onInterval(everyMs: number, call: () => void): () => void {
  const beats = allBeats()
  const beat = beats.get(everyMs) ?? startBeat(everyMs)
  beats.set(everyMs, beat)
  // The same function registered twice counts as two.
  const listener = () => call()
  beat.calls.add(listener)
  return () => {
    beat.calls.delete(listener)
    if (beat.calls.size > 0) return
    clearInterval(beat.timer)
    if (beats.get(everyMs) === beat) beats.delete(everyMs)
  }
}

function startBeat(everyMs: number): Beat {
  const calls = new Set<() => void>()
  const timer = setInterval(() => {
    for (const call of [...calls]) call()
  }, everyMs)
  timer.unref()
  return { calls, timer }
}
