import 'server-only'

interface Beat {
  calls: Set<() => void>
  timer: NodeJS.Timeout
}

const beats = new Map<number, Beat>()

/**
 * Calls back every so often: one timer for all that ask for the same time, since thousands of open streams would have
 * one each. The first call may come sooner. Keeps no process alive.
 * @returns what ends it
 */
export function onBeat(everyMs: number, call: () => void): () => void {
  const beat = beats.get(everyMs) ?? begin(everyMs)
  // Two that give the same function are two.
  const own = () => call()
  beat.calls.add(own)
  return () => {
    beat.calls.delete(own)
    if (beat.calls.size > 0 || beats.get(everyMs) !== beat) return
    clearInterval(beat.timer)
    beats.delete(everyMs)
  }
}

function begin(everyMs: number): Beat {
  const calls = new Set<() => void>()
  const timer = setInterval(() => {
    for (const call of [...calls]) call()
  }, everyMs)
  timer.unref()
  const beat = { calls, timer }
  beats.set(everyMs, beat)
  return beat
}
