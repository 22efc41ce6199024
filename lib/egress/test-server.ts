import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'

import { AppError } from '@/lib/core/app-error'

/** A canary that counts the requests that reach it. For tests only. */
export async function startCanary(respond: RequestListener = (_request, response) => response.end('canary')) {
  const seen: { request: IncomingMessage; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    const entry = { request, body: '' }
    seen.push(entry)
    request.on('end', () => {
      entry.body = body
      respond(request, response)
    })
  })
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  const port = await listen(server)
  return {
    port,
    seen,
    hits: () => seen.length,
    connections: () => connections,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const failure = await promise.catch((error: unknown) => error)
  if (!AppError.isInstance(failure)) throw new Error(`Not an AppError: ${String(failure)}`)
  return failure
}
