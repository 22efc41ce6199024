import type { ServerResponse } from 'node:http'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { StreamCall } from '@/lib/egress/stream-call'
import { dropSingleton } from '@/lib/platform/singleton'
import { clients } from '../clients.gen'
import type { ProviderConnection } from '../provider-client'
import type { ConformanceCase } from './conformance-case'
import type { WirePart } from './wire-dialect'
import { sendJson, startWireServer, type WireRequest, type WireServer } from './wire-server'

export type ChatAnswer = (response: ServerResponse, request: WireRequest) => void

export interface Conformance {
  server: WireServer
  connection: ProviderConnection
  client: Awaited<ReturnType<(typeof clients)['openai']>>['default']
  /** Of the first request for chat. */
  sentBody(): unknown
  chatRequests(): WireRequest[]
}

/** The service of a case on a socket, and a connection to it. */
export async function startConformance(given: ConformanceCase, answer: ChatAnswer): Promise<Conformance> {
  // Tokens of the test before.
  dropSingleton('provider-tokens')
  const { dialect, basePath, chatPath, modelsPath, models = dialect.models } = given
  const server = await startWireServer((request, response) => {
    if (request.url === chatPath) return answer(response, request)
    if (request.url === modelsPath) return sendJson(response, 200, models(MODEL_IDS))
    const other = given.alsoAnswers?.(request.url)
    return other === undefined ? sendJson(response, 404, dialect.error('No such path')) : sendJson(response, 200, other)
  })
  const chatRequests = () => server.requests.filter(({ url }) => url === chatPath)
  return {
    server,
    connection: {
      baseUrl: `${server.url}${basePath}`,
      apiKey: given.apiKey,
      fields: given.fields ?? {},
      fetch: answerFor(given.elsewhere ?? {}, server),
    },
    client: (await clients[given.provider]()).default,
    sentBody: () => JSON.parse(chatRequests()[0]?.body || 'null'),
    chatRequests,
  }
}

/** Other hosts are played by the same socket; an address that was not named goes to the guard as it is. */
export function answerFor(elsewhere: Readonly<Record<string, string>>, { url, egress }: WireServer): EgressFetch {
  const placeOf = (address: string) => {
    const path = Object.hasOwn(elsewhere, address) ? elsewhere[address] : undefined
    return path === undefined ? null : `${url}${path}`
  }
  const fetch: EgressFetch = (input, init) => egress.fetch(placeOf(String(input)) ?? input, init)
  const { stream } = egress.within(null)
  return Object.assign(fetch, { stream: (to: string, call: StreamCall) => stream(placeOf(to) ?? to, call) })
}

export const MODEL_IDS = ['m', 'text-embedding-x', 'some-rerank-x'] as const

/** Each part in a write of its own. */
export function streamOf(
  { dialect }: ConformanceCase,
  parts: readonly WirePart[],
  { isOpen = false } = {},
): ChatAnswer {
  return (response) => {
    response.writeHead(200, { 'content-type': dialect.contentType })
    for (const part of parts) response.write(part)
    if (!isOpen) response.end()
  }
}
