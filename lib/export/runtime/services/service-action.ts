import { readFile } from 'node:fs/promises'
import { AppError } from '@/lib/core/app-error'
import { isOnHosts } from '@/lib/core/network/is-on-hosts'
import type { ServiceRequest, ServiceResponse } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'
import type {
  ActionRequest,
  FailureRules,
  Idempotency,
  Pagination,
  Pick,
  ServiceFacts,
} from '@/lib/plugins/action-request'
import { actionFailure } from '@/lib/plugins/execute/action-failure'
import { buildRequest } from '@/lib/plugins/execute/build-request'
import { collectPages, type PageRequest } from '@/lib/plugins/execute/collect-pages'
import { pickOutputs } from '@/lib/plugins/execute/pick-outputs'
import { pluginHosts } from '@/lib/plugins/plugin-hosts'
import { isFile, saveFile } from '../files'
import type { Json, JsonObject } from '../values'
import { placeCredentials, type ServiceCredentials } from './credentials'
import { coerceInput } from './service-input'

const TIMEOUT_MS = 60_000
const MAX_BYTES = 25 * 1024 * 1024
const MAX_REDIRECTS = 5

/** An action of a service as data, as in the catalog of Patchbay. */
export interface ServiceAction extends FailureRules {
  service: ServiceFacts
  effect: 'read' | 'write'
  idempotency?: Idempotency
  /** JSON Schema of its fields. */
  input: JsonObject
  request: ActionRequest
  pick?: Readonly<Record<string, Pick>>
  paginate?: Pagination
  /** The only output that a model receives. */
  modelOutput?: string
}

export interface ServiceCall {
  /** A function, so that a missing variable is reported when the action is called. */
  credentials(): ServiceCredentials
  signal?: AbortSignal | undefined
}

interface OpenCall extends ServiceCall {
  action: ServiceAction
  input: JsonObject
  idempotencyKey: string
}

/** Calls an action of a service, and returns its outputs. */
export async function callService(
  action: ServiceAction,
  values: Readonly<Record<string, unknown>>,
  options: ServiceCall,
): Promise<JsonObject> {
  const call = { ...options, action, input: coerceInput(action.input, values), idempotencyKey: crypto.randomUUID() }
  const { request, paginate, pick = {}, service } = action
  if (paginate) {
    const fetchPage = (page: PageRequest) => fetchJson(call, page)
    const { items, first } = await collectPages({ paginate, input: call.input, service: service.label, fetchPage })
    return { ...pickOutputs(first, pick), [paginate.as]: items }
  }
  if ((request.response ?? 'json') === 'json') return pickOutputs((await fetchJson(call, {})).body, pick)
  const response = await send(call, {})
  assertSuccess(call, response, undefined)
  if (request.response === 'none') return {}
  if (request.response === 'text') return { text: new TextDecoder().decode(response.bytes) }
  const mediaType = response.headers['content-type']?.split(';')[0] ?? 'application/octet-stream'
  return { file: { ...(await saveFile(response.bytes, fileNameOf(response), mediaType)) } }
}

async function fetchJson(call: OpenCall, page: PageRequest): Promise<{ response: ServiceResponse; body: Json }> {
  const response = await send(call, page)
  const body = bodyOf(response, call.action.service.label)
  assertSuccess(call, response, body)
  return { response, body: body ?? null }
}

function assertSuccess({ action }: OpenCall, response: ServiceResponse, body: Json | undefined): void {
  const failed = { plugin: action.service, action, response, body, timeoutMs: TIMEOUT_MS, now: () => Date.now() }
  const failure = actionFailure(failed)
  if (failure) throw failure
}

/** A failed response need not be JSON. */
function bodyOf({ status, headers, bytes }: ServiceResponse, service: string): Json | undefined {
  const text = new TextDecoder().decode(bytes)
  if (text.trim() === '') return null
  if (status < 400 && (/\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(text)))
    throw new AppError('TOOL_FAILED', problem('plugins.webPage', { service }))
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (status >= 400) return undefined
    throw new AppError('INVALID_JSON', problem('plugins.jsonInvalid', { service }), { cause })
  }
}

async function send(call: OpenCall, page: PageRequest): Promise<ServiceResponse> {
  const { action, input, idempotencyKey, signal } = call
  const credentials = call.credentials()
  const fields = credentials.fields ?? {}
  const built = await buildRequest({
    plugin: action.service,
    request: action.request,
    input,
    fields,
    readFile: readPart,
    ...(action.effect === 'write' ? { idempotency: { rule: action.idempotency ?? 'none', key: idempotencyKey } } : {}),
    ...(page.query ? { page: page.query } : {}),
    ...(page.body ? { pageBody: page.body } : {}),
  })
  const url = page.url === undefined ? built.url : new URL(page.url, built.url).href
  const hosts = pluginHosts(action.service, fields)
  return fetchOnHosts(placeCredentials({ ...built, url }, credentials), hosts, signal)
}

async function readPart(value: Json) {
  if (!isFile(value)) return null
  const bytes = await readFile(value.path)
  return { name: '', bytes, mediaType: value.mediaType, fileName: value.name }
}

/** Credentials never reach another host, not by a redirect either. */
async function fetchOnHosts(request: ServiceRequest, hosts: string[], signal?: AbortSignal): Promise<ServiceResponse> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  let url = new URL(request.url)
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (!isOnHosts(hosts, url)) throw new Error(`${url.hostname} is not a host of this service.`)
    const response = await fetch(url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    })
    const location = response.headers.get('location')
    const isRedirect = response.status >= 300 && response.status < 400 && location !== null
    if (!isRedirect || request.method !== 'GET') return readResponse(response)
    url = new URL(location, url)
  }
  throw new Error('The service redirects too often.')
}

async function readResponse(response: Response): Promise<ServiceResponse> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.byteLength > MAX_BYTES) throw new AppError('TOO_LARGE', problem('plugins.responseTooLarge'))
  return { status: response.status, headers: Object.fromEntries(response.headers), bytes }
}

function fileNameOf({ headers }: ServiceResponse): string {
  const name = /filename="?([^";]+)"?/i.exec(headers['content-disposition'] ?? '')?.[1]
  return (name ?? 'file').replace(/[/\\]/g, '_').slice(0, 200)
}
