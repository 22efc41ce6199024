import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import type { ServiceRequest, ServiceResponse } from '@/lib/engine/service-messages'
import type { ActionDefinition } from '../action'
import type { ActionContext, ActionHttpRequest, ActionHttpResponse } from '../action-context'
import type { PluginManifest } from '../manifest-types'
import { pluginBaseUrl } from '../plugin-hosts'
import { actionFailure } from './action-failure'
import { readJsonBody } from './read-json-body'
import type { ServiceSession, WriteJournal } from './service-session'
import { socketServices } from './socket-services'

interface ContextParts {
  plugin: PluginManifest
  action: ActionDefinition
  connection: string
  ports: Pick<EnginePorts, 'files' | 'databases' | 'mail' | 'pages'>
  input: JsonObject
  idempotencyKey: string
  timeoutMs: number
  signal: AbortSignal
  journal?: WriteJournal
  now(): number
  log(message: string): void
}

/** The context of an action's own `run`. */
export function actionContext(parts: ContextParts, session: ServiceSession): ActionContext {
  const { plugin, ports, idempotencyKey, signal } = parts
  return {
    http: async (request) => {
      const { isFile = false } = request
      const response = await session.send(toServiceRequest(plugin, session.fields, request), { isFile })
      const failure = failureOf(parts, response, request.method)
      if (failure) throw failure
      return toHttpResponse(response, plugin.label)
    },
    signedUrl: ({ url, expiresSeconds }) =>
      session.presign(toServiceRequest(plugin, session.fields, { method: 'GET', url }), expiresSeconds),
    files: { read: ({ fileId }) => ports.files.file(fileId), keep: (file) => ports.files.keep(file) },
    ...socketServices(parts),
    readPage: (url) => ports.pages.read({ url, signal }),
    readText: (url, accept) => ports.pages.text({ url, accept, signal }),
    fields: session.fields,
    idempotencyKey,
    signal,
    now: parts.now,
    log: parts.log,
  }
}

function toServiceRequest(
  plugin: PluginManifest,
  fields: Readonly<Record<string, string>>,
  { method, url: address, query = {}, headers = {}, body }: ActionHttpRequest,
): ServiceRequest {
  const base = /^https?:\/\//.test(address) ? address : `${pluginBaseUrl(plugin, fields)}${address}`
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  )
  const url = pairs.length === 0 ? base : `${base}${base.includes('?') ? '&' : '?'}${pairs.join('&')}`
  const content = contentOf(body)
  return {
    method,
    url,
    headers: {
      accept: 'application/json',
      ...plugin.headers,
      ...(content ? { 'content-type': content.type } : {}),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    },
    ...(content ? { body: content.body } : {}),
  }
}

function contentOf(body: ActionHttpRequest['body']) {
  if (!body) return null
  if ('json' in body) return { type: 'application/json', body: JSON.stringify(body.json) }
  if ('form' in body)
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams({ ...body.form }).toString() }
  return { type: body.contentType, body: new Uint8Array(body.bytes) }
}

function toHttpResponse(response: ServiceResponse, service: string): ActionHttpResponse {
  return {
    ...response,
    text: () => new TextDecoder().decode(response.bytes),
    json: () => readJsonBody(response, service),
  }
}

function failureOf(parts: ContextParts, response: ServiceResponse, method: ServiceRequest['method']): AppError | null {
  const { plugin, action, connection, timeoutMs, now } = parts
  const failure = actionFailure({ plugin, action, response, body: bodyOf(response), timeoutMs, now })
  if (failure?.code === 'RECONNECT_REQUIRED')
    return new AppError(failure.code, failure, { details: { plugin: plugin.id, connection } })
  // A server error may have happened after the effect.
  const isUnclear =
    response.status >= 500 && method !== 'GET' && action.effect === 'write' && action.idempotency === 'none'
  return failure && isUnclear ? new AppError(failure.code, failure, { isFinal: true }) : failure
}

function bodyOf(response: ServiceResponse): Json | undefined {
  if (!/\bjson\b/i.test(response.headers['content-type'] ?? '')) return undefined
  try {
    return readJsonBody(response, '')
  } catch {
    return undefined
  }
}
