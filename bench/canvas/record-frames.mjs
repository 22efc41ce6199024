// Frame times and script time per frame during an action.

/** Top-level kinds of work in which JavaScript runs, in Chromium's traces. */
const SCRIPT = new Set([
  'FunctionCall',
  'EvaluateScript',
  'RunMicrotasks',
  'EventDispatch',
  'TimerFire',
  'FireAnimationFrame',
  'FireIdleCallback',
  'v8.callFunction',
])

/**
 * @param action the measured action
 * @returns milliseconds: `frames` between two frames, `script` in each frame, both sorted
 */
export async function recordFrames({ page, browser }, action) {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'v8', 'toplevel'] })
  await page.evaluate(() => {
    window.frameTimes = []
    const tick = (now) => {
      window.frameTimes?.push(now)
      if (window.frameTimes) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await action()
  const times = await page.evaluate(() => {
    const frameTimes = window.frameTimes
    window.frameTimes = undefined
    return frameTimes
  })
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  const frames = times.slice(1).map((time, index) => time - times[index])
  return { frames: sorted(frames), script: sorted(scriptPerFrame(traceEvents)) }
}

/** Sums outermost events only, so that nested ones are counted once; a frame ends where the next one fires. */
function scriptPerFrame(events) {
  const mark = events.find(({ name }) => name === 'FireAnimationFrame')
  const mainThreadTasks = events
    .filter((event) => event.ph === 'X' && event.pid === mark?.pid && event.tid === mark?.tid && SCRIPT.has(event.name))
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)
  const perFrame = []
  let [end, sum, lastFrame] = [0, 0, 0]
  for (const { name, ts, dur = 0, tdur = dur } of mainThreadTasks) {
    // Several callbacks fire in one frame.
    if (name === 'FireAnimationFrame' && ts - lastFrame > 4_000) {
      if (lastFrame > 0) perFrame.push(sum / 1_000)
      sum = 0
      lastFrame = ts
    }
    if (ts < end) continue
    end = ts + dur
    // CPU time if the system reports it, to exclude other programs.
    sum += tdur
  }
  return perFrame
}

const sorted = (values) => values.toSorted((a, b) => a - b)

export function percentile(values, share) {
  return values[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? Number.NaN
}
