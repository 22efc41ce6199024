import http from 'node:http'
import { freePort } from './studio-server'

export interface PageServer {
  origin: string
  close(): void
}

/** Somebody else's web page, on an origin of its own. */
export async function servePage(html: (url: URL) => string): Promise<PageServer> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const server = http.createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(
      `<!doctype html><html lang="en"><title>Shop</title>${html(new URL(request.url ?? '/', origin))}</html>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { origin, close: () => server.close() }
}
