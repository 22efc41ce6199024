import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json, JsonObject } from '@/lib/core/json'
import { isObject, listOf, objectOf, textOf } from '../json-parts'
import { RefResolver } from '../resolve-refs'

interface Route {
  key: string
  pattern: RegExp
  method: string
  item: JsonObject
  operation: JsonObject
}

/**
 * A server that is generated from a document: it answers 400 to a request that lacks something required, and 404 to an
 * unknown path. For tests only.
 */
export async function serveDocument(document: JsonObject, basePath: string) {
  const resolver = new RefResolver(document)
  const routes = routesOf(document)
  const seen: { key: string; url: string }[] = []
  const answer = (request: IncomingMessage, body: string): { status: number; content: JsonObject } => {
    const url = new URL(request.url ?? '/', 'http://server')
    const path = url.pathname.slice(basePath.length)
    const route = routes.find(({ pattern, method }) => method === request.method && pattern.test(path))
    if (!route || !url.pathname.startsWith(basePath)) return { status: 404, content: { message: 'unknown' } }
    seen.push({ key: route.key, url: url.href })
    const faults = faultsOf(route, { resolver, url, headers: request.headers, body })
    if (faults.length > 0) return { status: 400, content: { message: faults.join() } }
    return { status: statusOf(route.operation), content: { ok: true } }
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { status, content } = answer(request, Buffer.concat(chunks).toString())
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(status === 204 ? undefined : JSON.stringify(content))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function routesOf(document: JsonObject): Route[] {
  const all = Object.entries(objectOf(document.paths)).flatMap(([path, value]) => {
    const item = objectOf(value)
    const source = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^{}]+\}/g, '[^/]+')
    return ['get', 'put', 'post', 'delete', 'patch', 'head'].flatMap((method): Route[] => {
      const operation = item[method]
      if (!isObject(operation)) return []
      const upper = method.toUpperCase()
      return [{ key: `${upper} ${path}`, pattern: new RegExp(`^${source}$`), method: upper, item, operation }]
    })
  })
  // Like other servers, this one prefers fixed paths to those with parameters.
  return all.sort((a, b) => a.key.split('{').length - b.key.split('{').length)
}

interface Given {
  resolver: RefResolver
  url: URL
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

function faultsOf({ item, operation }: Route, { resolver, url, headers, body }: Given): string[] {
  const parameters = [...listOf(item.parameters), ...listOf(operation.parameters)].map(
    (parameter) => resolver.resolve(parameter).value,
  )
  const missing = parameters.filter(({ required, name, in: place }) => {
    if (required !== true) return false
    if (place === 'query')
      return ![...url.searchParams.keys()].some((key) => key === name || key.startsWith(`${name}[`))
    return place === 'header' && headers[textOf(name).toLowerCase()] === undefined
  })
  const faults = missing.map(({ name }) => `missing ${textOf(name)}`)
  if (operation.requestBody === undefined) return faults
  const { content, required } = resolver.resolve(operation.requestBody).value
  const type = textOf(headers['content-type'] as Json | undefined).split(';')[0] ?? ''
  if (type === '') return required === true ? [...faults, 'missing body'] : faults
  if (!(type in objectOf(content))) return [...faults, `type ${type}`]
  const schema = objectOf(objectOf(content)[type]).schema
  const wanted = isObject(schema) ? listOf(resolver.resolve(schema).value.required).map(String) : []
  const names = type.includes('json') ? namesOf(JSON.parse(body)) : [...new URLSearchParams(body).keys()]
  return [...faults, ...(required === true ? wanted.filter((name) => !names.includes(name)) : [])]
}

const namesOf = (value: Json): string[] => (isObject(value) ? Object.keys(value) : [])

function statusOf({ responses }: JsonObject): number {
  const status = Object.keys(objectOf(responses)).find((name) => /^2\d\d$/.test(name))
  return status === undefined ? 200 : Number(status)
}
