import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { proxyPages } from './proxy-pages'

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections()
})

async function listen(server: http.Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function serveThrough(pages: http.Server): Promise<number> {
  const { handle, upgrade } = proxyPages(await listen(pages))
  const front = http.createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(502).end())
  })
  front.on('upgrade', (...args) => upgrade?.(...args))
  return listen(front)
}

test('passes the method, headers and body on and the response back', async () => {
  const pages = http.createServer(async (request, response) => {
    const body = await text(request)
    response.writeHead(201, { 'x-policy': request.headers['content-security-policy'] ?? '' })
    response.end(`${request.method} ${request.url} ${body}`)
  })
  const port = await serveThrough(pages)
  const headers = { 'content-security-policy': "default-src 'self'" }
  const response = await fetch(`http://127.0.0.1:${port}/apps?x=1`, { method: 'POST', body: 'hello', headers })
  expect([response.status, response.headers.get('x-policy'), await response.text()]).toEqual([
    201,
    "default-src 'self'",
    'POST /apps?x=1 hello',
  ])
})

test('rejects when the pages are gone', async () => {
  const pages = http.createServer()
  const port = await serveThrough(pages)
  await new Promise((resolve) => pages.close(resolve))
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(502)
})

test('tunnels a WebSocket in both directions', async () => {
  const pages = http.createServer()
  pages.on('upgrade', (request, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nx-url: ${request.url}\r\n\r\n`)
    socket.on('data', (data) => socket.write(`echo ${data}`))
  })
  const socket = net.connect(await serveThrough(pages), '127.0.0.1')
  let received = ''
  socket.on('data', (data) => {
    received += data
  })
  socket.write('GET /_next/hmr HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
  await expect.poll(() => received).toContain('x-url: /_next/hmr')
  socket.write('hello')
  await expect.poll(() => received).toContain('echo hello')
  socket.destroy()
})
