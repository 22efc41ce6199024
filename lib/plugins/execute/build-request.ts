import type { Json, JsonObject } from '@/lib/core/json'
import type { ServiceRequest } from '@/lib/engine/service-messages'
import type { ActionBody, ActionRequest, Idempotency, ListStyle, ServiceFacts } from '../action-request'
import { pluginBaseUrl } from '../plugin-hosts'
import { fillParameter } from './fill-parameter'
import { fillHeader, fillJson, fillPath, fillText } from './fill-template'
import { type FormPart, multipartBody } from './multipart-body'

export interface RequestParts {
  plugin: ServiceFacts
  request: ActionRequest
  /** Public fields of the connection. */
  fields: Readonly<Record<string, string>>
  input: JsonObject
  /** Absent for actions that only read. */
  idempotency?: { rule: Idempotency; key: string }
  /** Query parameters of a page. */
  page?: Readonly<Record<string, string>>
  /** Properties of a page in the JSON body. */
  pageBody?: JsonObject
  /** Reads a file of the input. */
  readFile(value: Json): Promise<FormPart | null>
}

/** The request of an action, without credentials. */
export async function buildRequest(parts: RequestParts): Promise<ServiceRequest> {
  const { plugin, request, input, idempotency } = parts
  const body = await bodyOf(parts)
  const headers: Record<string, string> = { accept: acceptOf(request), ...plugin.headers }
  if (body) headers['content-type'] = body.contentType
  for (const [name, template] of Object.entries(request.headers ?? {})) {
    const value = fillHeader(template, input)
    if (value !== undefined) headers[name.toLowerCase()] = value
  }
  const cookies = Object.entries(request.cookies ?? {}).flatMap(([name, template]) => {
    const value = fillText(template, input, encodeURIComponent)
    return value === undefined ? [] : [`${name}=${value}`]
  })
  if (cookies.length > 0) headers.cookie = cookies.join('; ')
  if (idempotency && isObject(idempotency.rule) && 'header' in idempotency.rule)
    headers[idempotency.rule.header.toLowerCase()] = idempotency.key
  return { method: request.method, url: urlOf(parts), headers, ...(body ? { body: body.content } : {}) }
}

function urlOf({ plugin, request, fields, input, page = {} }: RequestParts): string {
  const path = fillPath(request.path, input)
  const url = /^https?:\/\//.test(path) ? path : `${pluginBaseUrl(plugin, fields)}${path}`
  const query = Object.entries(request.query ?? {}).flatMap(([name, template]) =>
    Object.hasOwn(page, name) ? [] : parameterPairs(name, template, input, styleOf(request, name)),
  )
  const all = [...query, ...Object.entries(page).map(([name, value]) => pairOf(name, value))]
  return all.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${all.join('&')}`
}

function parameterPairs(name: string, template: string, input: JsonObject, style: ListStyle | undefined): string[] {
  return fillParameter(name, template, input, style).map(([key, value]) => pairOf(key, value))
}

function styleOf({ styles = {} }: ActionRequest, name: string): ListStyle | undefined {
  return Object.hasOwn(styles, name) ? styles[name] : undefined
}

const pairOf = (name: string, value: string) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`

interface Body {
  content: string | Uint8Array<ArrayBuffer>
  contentType: string
}

async function bodyOf(parts: RequestParts): Promise<Body | null> {
  const { body } = parts.request
  if (!body) return null
  if ('json' in body) return jsonBody(parts, body)
  if ('form' in body) return { content: formOf(parts, body.form), contentType: 'application/x-www-form-urlencoded' }
  if ('raw' in body) return { content: fillText(body.raw, parts.input) ?? '', contentType: body.contentType }
  if ('file' in body) {
    const file = await parts.readFile(fillJson(body.file, parts.input) ?? null)
    return file && 'bytes' in file ? { content: new Uint8Array(file.bytes), contentType: body.contentType } : null
  }
  const formParts: FormPart[] = []
  for (const [name, template] of Object.entries(body.multipart)) {
    const value = fillJson(template, parts.input)
    if (value === undefined) continue
    const file = await parts.readFile(value)
    formParts.push(file ? { ...file, name } : { name, text: typeof value === 'string' ? value : JSON.stringify(value) })
  }
  return multipartBody(formParts)
}

function jsonBody({ input, pageBody, idempotency }: RequestParts, body: ActionBody & { json: Json }): Body {
  const filled = fillJson(body.json, input) ?? {}
  const rule = idempotency?.rule
  const own = isObject(filled) ? filled : null
  const keyed = rule && isObject(rule) && 'field' in rule ? { [rule.field]: idempotency.key } : {}
  const content = JSON.stringify(own ? { ...own, ...pageBody, ...keyed } : filled)
  return { content, contentType: 'application/json' }
}

function formOf({ request, input, idempotency }: RequestParts, form: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(form).flatMap(([name, template]) =>
    parameterPairs(name, template, input, styleOf(request, name)),
  )
  const rule = idempotency?.rule
  const keyed = rule && isObject(rule) && 'field' in rule ? [pairOf(rule.field, idempotency.key)] : []
  return [...pairs, ...keyed].join('&')
}

function acceptOf({ response = 'json' }: ActionRequest): string {
  return response === 'json' ? 'application/json' : '*/*'
}

function isObject<T>(value: T): value is Exclude<T & object, readonly unknown[]> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
