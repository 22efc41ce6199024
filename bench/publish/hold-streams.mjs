import http from 'node:http'
import { rssMb } from './process-facts.mjs'

/** Many streams open at once: how many came whole, and how late a token is that the model sends every 200 ms. */
export async function holdStreams({ pid, url }, headers, count) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: count })
  const body = JSON.stringify({ inputs: { message: 'Hi' }, stream: true })
  const gaps = []
  let whole = 0
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, rssMb(pid))
  }, 500)
  const one = (index) =>
    new Promise((resolve) => {
      const request = http.request(
        `${url}/api/v1/apps/slow/runs`,
        { method: 'POST', agent, headers: { ...headers, 'content-type': 'application/json' } },
        (response) => {
          let last = 0
          let text = ''
          response.on('data', (part) => {
            const now = performance.now()
            if (last > 0 && text.includes('tok2 ')) gaps.push(now - last - 200)
            last = now
            text += part
          })
          response.on('end', () => {
            if (text.includes('run.completed')) whole += 1
            resolve()
          })
        },
      )
      request.on('error', resolve)
      // They come over a second, as people do.
      setTimeout(() => request.end(body), (1_000 * index) / count)
    })
  await Promise.all(Array.from({ length: count }, (_, index) => one(index)))
  clearInterval(watch)
  agent.destroy()
  gaps.sort((left, right) => left - right)
  const at = (share) => (gaps[Math.floor(gaps.length * share)] ?? 0).toFixed(0)
  return `${whole} of ${count} streams whole; a token late by p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; RSS at most ${peak} MB`
}
