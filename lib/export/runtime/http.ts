import { readJsonAnswer } from './json-answer'
import { type Json, toText } from './values'

export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers?: Record<string, string>
  /** `json` must be valid JSON. */
  body?: { json: string } | { text: string }
  timeoutSeconds: number
  /** Whether a status of 400 or more is an error. */
  failOnStatus: boolean
  signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  /** Set if the response is JSON. */
  json?: Json
  text: string
  status: number
}

/** Calls a web address and reads its response. */
export async function callHttp(call: HttpCall): Promise<HttpAnswer> {
  const url = readUrl(call.url)
  const timeout = AbortSignal.timeout(call.timeoutSeconds * 1_000)
  const response = await fetch(url, {
    method: call.method,
    headers: { accept: 'application/json, text/*;q=0.9, */*;q=0.5', ...contentType(call), ...call.headers },
    body: bodyOf(call) ?? null,
    signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
  })
  const text = await response.text()
  if (call.failOnStatus && response.status >= 400) {
    throw new HttpError(url.host, response.status, text)
  }
  const json = /^\s*[[{]/.test(text) ? readJsonAnswer(text) : undefined
  return { ...(json === undefined ? {} : { json }), text, status: response.status }
}

class HttpError extends Error {
  readonly code: string
  readonly status: number

  constructor(host: string, status: number, body: string) {
    const hint = body.replace(/\s+/g, ' ').trim().slice(0, 200)
    super(`${host} answered ${status}${hint === '' || hint.startsWith('<') ? '.' : `: ${hint}`}`)
    this.status = status
    this.code = status === 429 ? 'RATE_LIMITED' : status >= 500 ? 'UNAVAILABLE' : 'TOOL_FAILED'
  }
}

/** `..` in a filled-in value would escape the written path. */
function readUrl(text: string): URL {
  const path = text.split(/[?#]/)[0] ?? ''
  const climbs = path.split(/[/\\]/).some((part) => /^(?:\.|%2e){1,2}$/i.test(part))
  if (climbs || !URL.canParse(text)) throw new Error(`These values do not make a valid address: ${text}`)
  return new URL(text)
}

function contentType({ body }: HttpCall): Record<string, string> {
  if (!body) return {}
  return { 'content-type': 'json' in body ? 'application/json' : 'text/plain; charset=utf-8' }
}

function bodyOf({ body }: HttpCall): string | undefined {
  if (!body) return undefined
  if ('text' in body) return body.text
  JSON.parse(body.json)
  return body.json
}

/** Encodes a value for use in an address. */
export function encodeValue(value: unknown): string {
  return encodeURIComponent(toText(value).toWellFormed())
}
