// Forwards requests and closes each connection after a given number of bytes, like an unreliable network.
import http from 'node:http'

/** @param cutAfter bytes until the first, second, … response is cut; later responses are complete */
export async function startCuttingProxy(target, cutAfter) {
  const lastEventIds = []
  const cuts = [...cutAfter]
  const statuses = []
  const proxy = http.createServer((request, response) => {
    lastEventIds.push(request.headers['last-event-id'] ?? null)
    const headers = { ...request.headers, host: new URL(target).host }
    http.get(target + request.url, { headers }, (answer) => {
      statuses.push(answer.statusCode)
      response.writeHead(answer.statusCode, answer.headers)
      let left = cuts.shift() ?? Number.POSITIVE_INFINITY
      answer.on('data', (part) => {
        if (left <= 0) return
        response.write(part.subarray(0, left))
        left -= part.length
        if (left <= 0) setTimeout(() => response.destroy(), 5)
      })
      answer.on('end', () => left > 0 && response.end())
    })
  })
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const close = () => {
    proxy.closeAllConnections()
    proxy.close()
  }
  return { url: `http://127.0.0.1:${proxy.address().port}`, lastEventIds, statuses, close }
}
