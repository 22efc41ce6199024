import 'server-only'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { encodingOf } from './text-encoding'

/**
 * The `Response` of @hono/node-server, whose listener writes a text to the socket as it is. Of a `Response` of Node it
 * reads a web stream, which costs more than making the answer. The package gives it away only by putting it in the place
 * of the global one, where Next would meet it, so it is taken from there at once.
 */
const LightResponse: typeof Response = take()

/**
 * A text with its headers, to which others may be added until somebody looks at them. They stay a plain object all the way
 * to the socket: as `Headers` they would be checked, sorted and copied, at the price of a small step of a run.
 */
export class TextResponse extends LightResponse {
  readonly #text: string | null
  readonly #plain: Record<string, string>
  #isSeen = false

  /** @param headers with names in lower case; the object is the response's from now on */
  constructor(text: string | null, { status, headers }: { status: number; headers: Record<string, string> }) {
    super(text, { status, headers })
    this.#text = text
    this.#plain = headers
  }

  override get headers(): Headers {
    this.#isSeen = true
    return super.headers
  }

  /** As they go to the socket. */
  plainHeaders(): OutgoingHttpHeaders {
    if (!this.#isSeen) return this.#plain
    const cookies = super.headers.getSetCookie()
    return { ...Object.fromEntries(super.headers), ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) }
  }

  sendTo(outgoing: ServerResponse): void {
    const text = this.#text ?? ''
    const byteLength = Buffer.byteLength(text)
    // Node makes the headers before it is given the text, and would send it in pieces.
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

/** Puts them in the place of those of the same name. @param headers with names in lower case */
export function addHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) addHeader(response, name, headers[name] ?? '')
}

function addHeader(response: Response, name: string, value: string): void {
  if (response instanceof TextResponse) response.addHeader(name, value)
  else response.headers.set(name, value)
}

/** Those that the response has none of the same name of. */
export function fillHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) if (!hasHeader(response, name)) addHeader(response, name, headers[name] ?? '')
}

const hasHeader = (response: Response, name: string): boolean =>
  response instanceof TextResponse ? response.hasHeader(name) : response.headers.has(name)

function take(): typeof Response {
  const names = ['Request', 'Response'] as const
  const own = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
  getRequestListener(() => new Response(null))
  const light = globalThis.Response
  for (const [index, name] of names.entries()) {
    const descriptor = own[index]
    if (descriptor) Object.defineProperty(globalThis, name, descriptor)
  }
  return light
}
