import type { IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { isOnHosts } from '@/lib/core/network/is-on-hosts'
import { newId } from '@/lib/core/new-id'
import { callService } from '@/lib/egress/service-call'
import { egressTo, serve } from '@/lib/egress/test-egress'
import type { EnginePorts } from '@/lib/engine/ports'
import type { ServiceRequest } from '@/lib/engine/service-messages'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { problem } from '@/lib/messages/problems/problem'
import type { ConnectionKind, Placement } from '../connection-kinds'
import { callAction } from '../execute/call-action'
import { coerceInput } from '../execute/coerce-input'
import type { WriteJournal } from '../execute/service-session'
import { findAction, type TestedAction } from './find-action'

export interface Reply {
  status?: number
  headers?: Readonly<Record<string, string>>
  json?: Json
  body?: string | Uint8Array
  /** Closes the connection instead. */
  hangUp?: boolean
}

export interface WireRequest {
  method: string
  /** The address that the action called, host included. */
  url: string
  headers: IncomingMessage['headers']
  body: string
  /** The body, if it is JSON. */
  json: Json
}

interface WireCall {
  action: TestedAction
  input: JsonObject
  /** Replies in the order of the requests; the last one is repeated. */
  replies: readonly Reply[]
  /** Id of the connection kind; by default the first of the action. */
  kind?: string
  fields?: Readonly<Record<string, string>>
  files?: Partial<EnginePorts['files']>
  journal?: WriteJournal
  timeoutMs?: number
}

/** Calls an action against a local server that sends these replies, through the product's own network client. */
export async function callWire({ action: name, input, replies, kind, fields = {}, ...rest }: WireCall) {
  const { plugin, action } = await findAction(name)
  const requests: WireRequest[] = []
  const server = await serve((request, response) => {
    const reply = replies[Math.min(requests.length, replies.length - 1)] ?? {}
    const { body = '' } = server.seen.at(-1) ?? {}
    const host = String(request.headers['x-wire-origin'])
    requests.push({
      method: request.method ?? '',
      url: `${host}${request.url}`,
      headers: request.headers,
      body,
      json: /^[[{]/.test(body) ? JSON.parse(body) : null,
    })
    if (reply.hangUp) return void request.socket.destroy()
    const type = reply.json === undefined ? {} : { 'content-type': 'application/json' }
    response.writeHead(reply.status ?? 200, { ...type, ...reply.headers })
    response.end(reply.json === undefined ? (reply.body ?? '') : JSON.stringify(reply.json))
  })
  const { stream } = egressTo(server).within(null)
  const kindId = kind ?? action.connections[0] ?? ''
  const used =
    plugin.connections.find(({ id }) => id === kindId) ?? raiseInternal(`There is no connection kind ${kindId}.`)
  const rejected: boolean[] = []
  const ports = fakePorts({
    services: {
      call: async (request) => {
        const url = new URL(request.url)
        if (!isOnHosts(request.hosts, url))
          throw new AppError('EGRESS_BLOCKED', problem('egress.outsideHosts', { host: url.hostname }))
        return callService(stream, {
          ...request,
          url: `http://127.0.0.1:${server.port}${url.pathname}${url.search}`,
          hosts: [`127.0.0.1:${server.port}`],
          headers: { ...request.headers, 'x-wire-origin': url.origin },
        })
      },
    },
    connections: {
      describe: async () => ({ kind: kindId, fields }),
      authorize: async ({ request, isRejected = false }) => {
        rejected.push(isRejected)
        return withCredentials(request, used)
      },
    },
    ...(rest.files ? { files: { ...fakePorts().files, ...rest.files } } : {}),
  })
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const outcome = await callAction({
    plugin,
    action,
    ports,
    input: coerceInput(action, input),
    signal: stop.signal,
    connection: used.kind === 'none' ? '' : 'connection-1',
    idempotencyKey: 'run-1:node-1',
    timeoutMs: rest.timeoutMs ?? 5_000,
    now: () => Date.UTC(2026, 10, 30),
    log: () => {},
    ...(rest.journal ? { journal: rest.journal } : {}),
  }).then(
    (outputs) => ({ outputs, error: null }),
    (error: unknown) => {
      if (!AppError.isInstance(error)) throw error
      return { outputs: null, error }
    },
  )
  return { ...outcome, requests, rejected }
}

/** Collects the files that an action keeps. */
export const keepIn = (kept: JsonObject[]): Pick<EnginePorts['files'], 'keep'> => ({
  keep: async ({ bytes, mediaType, name }) => {
    kept.push({ mediaType, text: new TextDecoder().decode(bytes) })
    return { fileId: newId(), name, mediaType, sizeBytes: bytes.byteLength }
  },
})

/** Headers and parameters added by a connection, with readable credentials. */
function withCredentials(request: ServiceRequest, kind: ConnectionKind): ServiceRequest {
  switch (kind.kind) {
    case 'none':
      return request
    case 'api-key':
      return place(request, kind.placement, 'secret-key')
    case 'basic':
      return place(request, { in: 'header', name: 'authorization', prefix: 'Basic ' }, btoa('user:password'))
    case 'custom':
      return kind.placements.reduce((next, { placement, field }) => place(next, placement, `secret-${field}`), request)
    default:
      return place(request, { in: 'header', name: 'authorization', prefix: 'Bearer ' }, 'secret-token')
  }
}

function place(request: ServiceRequest, placement: Placement, secret: string): ServiceRequest {
  if (placement.in === 'path') return { ...request, url: request.url.replace(`{${placement.name}}`, secret) }
  if (placement.in === 'query') {
    const url = new URL(request.url)
    url.searchParams.set(placement.name, secret)
    return { ...request, url: url.href }
  }
  return {
    ...request,
    headers: { ...request.headers, [placement.name.toLowerCase()]: `${placement.prefix ?? ''}${secret}` },
  }
}
