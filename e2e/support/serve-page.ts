import http from 'node:http'
import { freePort } from './studio-server'

export interface PageServer {
  origin: string
  close(): void
}

/** A third-party web page on its own origin: a complete document, or its content. */
export async function servePage(html: (url: URL) => string): Promise<PageServer> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const server = http.createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    const content = html(new URL(request.url ?? '/', origin))
    const page = content.startsWith('<html') ? content : `<html lang="en"><title>Shop</title>${content}</html>`
    response.end(`<!doctype html>${page}`)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { origin, close: () => server.close() }
}
