// So many connections that each ask again as soon as they were answered.
import http from 'node:http'

/** @returns how many requests were answered and what went wrong */
export async function closedLoop({ url, headers, body, ok }, { connections, ms }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const content = JSON.stringify(body)
  const until = performance.now() + ms
  const failures = []
  const times = []
  const ask = () =>
    new Promise((resolve) => {
      const began = performance.now()
      const all = { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }
      const request = http.request(url, { method: 'POST', agent, headers: all }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part) => {
          text += part
        })
        response.on('end', () => {
          if (text.includes(ok)) times.push(performance.now() - began)
          else failures.push(`${response.statusCode} ${text.slice(0, 300)}`)
          resolve()
        })
      })
      // An answer that never comes must not hold up the measurement for ever.
      request.setTimeout(30_000, () => request.destroy(new Error('no answer in 30 seconds')))
      request.on('error', (error) => {
        failures.push(error.message)
        resolve()
      })
      request.end(content)
    })
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until && failures.length < 100) await ask()
    }),
  )
  agent.destroy()
  times.sort((left, right) => left - right)
  return { times, failures }
}
