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
  /** Body of the first chat request. */
  sentBody(): unknown
  chatRequests(): WireRequest[]
}

/** Starts a case's fake service and returns a connection to it. */
export async function startConformance(conformanceCase: ConformanceCase, answer: ChatAnswer): Promise<Conformance> {
  // Clears tokens of previous tests.
  dropSingleton('provider-tokens')
  const { dialect, basePath, chatPath, modelsPath, models = dialect.models } = conformanceCase
  const server = await startWireServer((request, response) => {
    if (request.url === chatPath) return answer(response, request)
    if (request.url === modelsPath) return sendJson(response, 200, models(MODEL_IDS))
    const other = conformanceCase.alsoAnswers?.(request.url)
    return other === undefined ? sendJson(response, 404, dialect.error('No such path')) : sendJson(response, 200, other)
  })
  const chatRequests = () => server.requests.filter(({ url }) => url === chatPath)
  return {
    server,
    connection: {
      baseUrl: `${server.url}${basePath}`,
      apiKey: conformanceCase.apiKey,
      fields: conformanceCase.fields ?? {},
      fetch: answerFor(conformanceCase.elsewhere ?? {}, server),
    },
    client: (await clients[conformanceCase.provider]()).default,
    sentBody: () => JSON.parse(chatRequests()[0]?.body || 'null'),
    chatRequests,
  }
}

/** Redirects other hosts to the same socket; unlisted URLs go to the egress guard unchanged. */
export function answerFor(otherHosts: Readonly<Record<string, string>>, { url, egress }: WireServer): EgressFetch {
  const placeOf = (address: string) => {
    const path = Object.hasOwn(otherHosts, address) ? otherHosts[address] : undefined
    return path === undefined ? null : `${url}${path}`
  }
  const fetch: EgressFetch = (input, init) => egress.fetch(placeOf(String(input)) ?? input, init)
  const { stream } = egress.within(null)
  return Object.assign(fetch, { stream: (to: string, call: StreamCall) => stream(placeOf(to) ?? to, call) })
}

export const MODEL_IDS = ['m', 'text-embedding-x', 'some-rerank-x'] as const

/** Sends each part in a separate write. */
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
