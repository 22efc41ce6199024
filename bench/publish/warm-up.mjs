// A server runs for days, and V8 is still compiling in its first minute: applies load until the cost per request is
// stable.

/** Requests whose cost differs by less are equal. */
const SAME = 0.04

/**
 * @param slice applies load for a number of milliseconds and returns `{ requests, cpu, perSecond }`, `cpu` in milliseconds per request
 * @param mostMs maximum warm-up time
 * @returns the first slice, the last one, and the duration
 */
export async function warmUp(slice, { mostMs, sliceMs = 3_000 }) {
  const startMs = performance.now()
  const first = await slice(sliceMs)
  let [requests, before, last, isSteady] = [first.requests, first, first, false]
  while (!isSteady && performance.now() - startMs < mostMs) {
    last = await slice(sliceMs)
    requests += last.requests
    isSteady = Math.abs(last.cpu - before.cpu) < SAME * before.cpu
    before = last
  }
  return { first, last, requests, seconds: (performance.now() - startMs) / 1_000, isSteady }
}

export function warmUpText({ first, last, requests, seconds, isSteady }) {
  const cost = ({ cpu, perSecond }) => `${cpu.toFixed(2)} ms a request (${perSecond.toFixed(0)} requests/s)`
  const until = isSteady ? 'steady' : 'not yet steady'
  return `first slice ${cost(first)}, ${until} after ${seconds.toFixed(0)} s and ${requests} requests: ${cost(last)}`
}
