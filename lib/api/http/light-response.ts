import 'server-only'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { encodingOf } from './text-encoding'

/**
 * The `Response` of @hono/node-server, whose listener writes text to the socket directly. It would read
 * Node's own `Response` as a web stream, which costs more than creating the response. The package exposes its
 * class only by replacing the global one. The global is restored immediately, because Next would use it.
 */
const LightResponse: typeof Response = original()

/**
 * A text response whose headers can be extended until they are read. The headers stay a plain object up to
 * the socket. A `Headers` object would validate, sort and copy them, which costs as much as a small step of a
 * run.
 */
export class TextResponse extends LightResponse {
  readonly #text: string | null
  readonly #plain: Record<string, string>
  #isSeen = false

  /** @param headers with lower-case names; owned by the response from now on */
  constructor(text: string | null, { status, headers }: { status: number; headers: Record<string, string> }) {
    super(text, { status, headers })
    this.#text = text
    this.#plain = headers
  }

  override get headers(): Headers {
    this.#isSeen = true
    return super.headers
  }

  /** Plain headers as sent to the socket. */
  plainHeaders(): OutgoingHttpHeaders {
    if (!this.#isSeen) return this.#plain
    const cookies = super.headers.getSetCookie()
    return { ...Object.fromEntries(super.headers), ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) }
  }

  sendTo(outgoing: ServerResponse): void {
    const text = this.#text ?? ''
    const byteLength = Buffer.byteLength(text)
    // Node creates the headers before it gets the text, and would use chunked encoding.
    this.addHeader('content-length', String(byteLength))
    outgoing.writeHead(this.status, this.plainHeaders())
    outgoing.end(text, encodingOf(text, byteLength))
  }

  addHeader(name: string, value: string): void {
    if (this.#isSeen) this.headers.set(name, value)
    else this.#plain[name] = value
  }

  hasHeader(name: string): boolean {
    return this.#isSeen ? this.headers.has(name) : Object.hasOwn(this.#plain, name)
  }
}

/** Sets headers, replacing those of the same name. @param headers with lower-case names */
export function addHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) addHeader(response, name, headers[name] ?? '')
}

function addHeader(response: Response, name: string, value: string): void {
  if (response instanceof TextResponse) response.addHeader(name, value)
  else response.headers.set(name, value)
}

/** Sets headers that the response does not have yet. */
export function fillHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) if (!hasHeader(response, name)) addHeader(response, name, headers[name] ?? '')
}

const hasHeader = (response: Response, name: string): boolean =>
  response instanceof TextResponse ? response.hasHeader(name) : response.headers.has(name)

function original(): typeof Response {
  const names = ['Request', 'Response'] as const
  const descriptors = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
  getRequestListener(() => new Response(null))
  const light = globalThis.Response
  for (const [index, name] of names.entries()) {
    const descriptor = descriptors[index]
    if (descriptor) Object.defineProperty(globalThis, name, descriptor)
  }
  return light
}
