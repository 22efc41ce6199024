// External services of the tested apps: an address that they write to, and a streaming model.
import http from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const TOKENS = Array.from({ length: 80 }, (_, index) => `t${index} `)
export const STREAMED_TEXT = TOKENS.join('')

/** `writes`: how often each idempotency key was received, by written name. */
export async function startTorturedTarget() {
  const writes = new Map()
  const server = http.createServer((request, response) => {
    const answering = request.url?.endsWith('/chat/completions') ? stream(response) : write(request, response, writes)
    answering.catch(() => response.destroy())
  })
  // A writing call is not retried if its kept-alive connection closes at that moment; that is not tested here.
  server.keepAliveTimeout = 600_000
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${server.address().port}`, writes, stop }
}

async function write(request, response, writes) {
  const name = decodeURIComponent(request.url.split('/').at(-1))
  const keys = writes.get(name) ?? new Map()
  writes.set(name, keys)
  const key = request.headers['idempotency-key'] ?? ''
  keys.set(key, (keys.get(key) ?? 0) + 1)
  request.resume()
  await wait(200 + Math.random() * 600)
  response.end(`done ${name}`)
}

async function stream(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const sendDelta = (delta, reason = null) => {
    const choices = [{ index: 0, delta, finish_reason: reason }]
    response.write(
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`,
    )
  }
  for (const content of TOKENS) {
    sendDelta({ content })
    await wait(60)
  }
  sendDelta({}, 'stop')
  response.end('data: [DONE]\n\n')
}
