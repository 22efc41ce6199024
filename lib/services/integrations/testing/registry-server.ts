import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server as the API of the registry describes it. */
export interface PublishedServer {
  name: string
  version: string
  description?: string
  [property: string]: unknown
}

export interface RegistryServer {
  origin: string
  servers: PublishedServer[]
  /** Paths of the requests, with their queries. */
  requests: string[]
  /** Answers instead of the list, once. */
  next: { status: number; body: string } | null
  close(): void
}

/** Speaks the registry API v0.1: `GET /v0.1/servers` with `search`, `limit`, `cursor` and `version`. */
export async function startRegistryServer(servers: PublishedServer[]): Promise<RegistryServer> {
  const registry: RegistryServer = { origin: '', servers, requests: [], next: null, close: () => server.close() }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://registry')
    registry.requests.push(`${url.pathname}${url.search}`)
    const { next } = registry
    registry.next = null
    if (next || request.method !== 'GET' || url.pathname !== '/v0.1/servers') {
      response.writeHead(next?.status ?? 404, { 'content-type': 'application/json' })
      response.end(next?.body ?? '{"title":"Not Found","status":404}')
      return
    }
    const search = (url.searchParams.get('search') ?? '').toLowerCase()
    const limit = Number(url.searchParams.get('limit') ?? 30)
    const cursor = url.searchParams.get('cursor')
    const found = registry.servers.filter(({ name }) => name.toLowerCase().includes(search))
    const from = cursor === null ? 0 : found.findIndex(({ name, version }) => `${name}:${version}` === cursor) + 1
    const page = found.slice(from, from + limit)
    const last = page.at(-1)
    const hasMore = from + page.length < found.length
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({
        servers: page.map((item) => ({
          server: { $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json', ...item },
          _meta: { 'io.modelcontextprotocol.registry/official': { status: 'active', isLatest: true } },
        })),
        metadata: { count: page.length, ...(hasMore && last ? { nextCursor: `${last.name}:${last.version}` } : {}) },
      }),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  registry.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return registry
}
