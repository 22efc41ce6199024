// A fixed number of connections that each send the next request after the response.
import http from 'node:http'
import { ask } from './ask.mjs'

/** @returns the number of responses, and errors */
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
