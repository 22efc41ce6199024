// So many connections that each ask again as soon as they were answered.
import http from 'node:http'
import { ask } from './ask.mjs'

/** @returns how many requests were answered and what went wrong */
export async function closedLoop(target, { connections, ms }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const until = performance.now() + ms
  const failures = []
  const times = []
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until && failures.length < 100)
        await ask(target, agent).then(
          (time) => times.push(time),
          (error) => failures.push(error.message),
        )
    }),
  )
  agent.destroy()
  times.sort((left, right) => left - right)
  return { times, failures }
}
