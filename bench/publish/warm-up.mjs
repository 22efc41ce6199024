// A server runs for days, and what V8 compiles in its first minute is not how it is: load until a request costs what it did before.

/** Slices whose requests differ by less cost the same. */
const SAME = 0.04

/**
 * @param slice loads for so many milliseconds and says `{ requests, cpu, perSecond }`, `cpu` in milliseconds a request
 * @param mostMs after this it is as warm as it will be
 * @returns the first slice, the last one, and what it took
 */
export async function warmUp(slice, { mostMs, sliceMs = 3_000 }) {
  const began = performance.now()
  const first = await slice(sliceMs)
  let [requests, before, last, isSteady] = [first.requests, first, first, false]
  while (!isSteady && performance.now() - began < mostMs) {
    last = await slice(sliceMs)
    requests += last.requests
    isSteady = Math.abs(last.cpu - before.cpu) < SAME * before.cpu
    before = last
  }
  return { first, last, requests, seconds: (performance.now() - began) / 1_000, isSteady }
}

export function warmUpText({ first, last, requests, seconds, isSteady }) {
  const cost = ({ cpu, perSecond }) => `${cpu.toFixed(2)} ms a request (${perSecond.toFixed(0)} requests/s)`
  const until = isSteady ? 'steady' : 'not yet steady'
  return `first slice ${cost(first)}, ${until} after ${seconds.toFixed(0)} s and ${requests} requests: ${cost(last)}`
}
