// Receives callbacks and returns each one by run id.
import http from 'node:http'

export async function startReceiver() {
  const messages = new Map()
  const server = http.createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    if (request.method === 'POST') {
      const body = Buffer.concat(chunks).toString()
      messages.set(JSON.parse(body).runId, { headers: request.headers, body })
      return response.end()
    }
    const found = messages.get(request.url.slice(1))
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ?? null))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
