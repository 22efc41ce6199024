import http from 'node:http'
import { freePort } from './studio-server'

export interface JsonServer {
  url: string
  /** Requested paths, in order. */
  hits: string[]
  close(): void
}

/** A third-party API that answers every request with the same JSON. */
export async function serveJson(body: object): Promise<JsonServer> {
  const port = await freePort()
  const hits: string[] = []
  const server = http.createServer((request, response) => {
    hits.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, hits, close: () => server.close() }
}
