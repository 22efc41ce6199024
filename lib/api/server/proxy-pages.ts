import 'server-only'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import type { Listeners } from './http-server'

/** Pages of another process of this machine, as `npm run dev` uses them: requests and WebSockets pass through unchanged. */
export function proxyPages(port: number): Listeners['pages'] {
  return {
    handle: (request, response) => forward(port, request, response),
    upgrade: (request, socket, head) => tunnel(port, request as IncomingMessage, socket as Duplex, head as Buffer),
  }
}

function forward(port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const { method, url: path, headers } = request
    const forwarded = http.request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    forwarded.on('error', reject)
    response.on('close', () => {
      resolve()
      forwarded.destroy()
    })
    request.pipe(forwarded)
  })
}

function tunnel(port: number, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const target = net.connect(port, '127.0.0.1', () => {
    const { method, url, rawHeaders } = request
    const lines = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []))
    target.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`)
    target.write(head)
    socket.pipe(target).pipe(socket)
  })
  for (const [one, other] of [
    [socket, target],
    [target, socket],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
  }
}
