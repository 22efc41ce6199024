// A fixed request rate at random times, independent of response times (Poisson arrivals).
import http from 'node:http'
import { ask } from './ask.mjs'

/** @returns the number of responses, and errors */
export async function pacedLoop(target, { perSecond, ms }) {
  const agent = new http.Agent({ keepAlive: true })
  const until = performance.now() + ms
  const failures = []
  const times = []
  const pending = []
  for (
    let startMs = performance.now();
    startMs < until;
    startMs += (-Math.log(1 - Math.random()) * 1_000) / perSecond
  ) {
    const waitMs = startMs - performance.now()
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
    pending.push(
      ask(target, agent).then(
        (time) => times.push(time),
        (error) => failures.push(error.message),
      ),
    )
  }
  await Promise.all(pending)
  agent.destroy()
  times.sort((left, right) => left - right)
  return { times, failures }
}
