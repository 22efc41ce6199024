import { CurlFault } from './curl-fault'
import { type CurlOptions, readOptions } from './read-options'
import { requestBody } from './request-body'
import { splitCommand } from './split-command'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]

/** Credentials of a command. They belong in a connection, not in a graph. */
export type CurlCredentials =
  | { kind: 'bearer'; key: string }
  | { kind: 'basic'; user: string; password: string }
  | { kind: 'header'; name: string; key: string }

/** A request in the terms of the HTTP step. */
export interface CurlRequest {
  method: Method
  url: string
  headers: { name: string; value: string }[]
  bodyKind: 'none' | 'json' | 'text'
  jsonBody: string
  textBody: string
  credentials: CurlCredentials | null
}

/** The request of a `curl` command. @throws CurlFault with the part that cannot be imported */
export function importCurl(command: string): CurlRequest {
  const [executable = '', ...words] = splitCommand(command.trim())
  if (!/^(?:.*[\\/])?curl(?:\.exe)?$/.test(executable)) throw new CurlFault('no-curl', executable.slice(0, 40))
  const options = readOptions(words)
  const url = addressOf(options)
  const all = headersOf(options)
  const { credentials, headers } = takeCredentials(options, all)
  const body = options.isGet ? null : requestBody(options.body, headers)
  const method = options.method ?? (body ? 'POST' : 'GET')
  const known = METHODS.find((one) => one === method)
  if (!known) throw new CurlFault('method', method.slice(0, 20))
  const { contentType = null, ...content } = body ?? { bodyKind: 'none' as const, jsonBody: '', textBody: '' }
  // The step sets the type of JSON itself.
  const kept = headers.filter(({ name }) => !/^(?:content-length|host|accept-encoding)$/i.test(name))
  const ofJson = content.bodyKind === 'json' ? kept.filter(({ name }) => !/^content-type$/i.test(name)) : kept
  const withType = contentType === null ? ofJson : [...ofJson, { name: 'Content-Type', value: contentType }]
  return { method: known, url: withReferences(url.href), headers: withType, ...content, credentials }
}

function addressOf({ url: address, isGet, body }: CurlOptions): URL {
  if (address === null) throw new CurlFault('no-address', 'curl')
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`
  if (!URL.canParse(text)) throw new CurlFault('no-address', address.slice(0, 60))
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol)) throw new CurlFault('no-address', url.protocol)
  url.username = ''
  url.password = ''
  if (isGet)
    for (const part of body)
      for (const [name, value] of part.type === 'urlencode' ? [pairOf(part.text)] : new URLSearchParams(part.text))
        url.searchParams.append(name, value)
  return url
}

/** Undoes the encoding of `{{name}}`, so that it stays a reference. */
const withReferences = (href: string): string => href.replaceAll('%7B%7B', '{{').replaceAll('%7D%7D', '}}')

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=')
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function headersOf({ headers, cookies }: CurlOptions): { name: string; value: string }[] {
  const pairs = headers.flatMap((header) => {
    const at = header.indexOf(':')
    const name = header.slice(0, at).trim()
    return at === -1 || !/^[A-Za-z0-9-]+$/.test(name) ? [] : [{ name, value: header.slice(at + 1).trim() }]
  })
  return cookies.length === 0 ? pairs : [...pairs, { name: 'Cookie', value: cookies.join('; ') }]
}

const SECRET_HEADER = /^(?:cookie|.*(?:api-?key|token|secret|password|auth).*)$/i

function takeCredentials(
  { user, url }: CurlOptions,
  all: readonly { name: string; value: string }[],
): { credentials: CurlCredentials | null; headers: { name: string; value: string }[] } {
  const inUrl = url !== null && URL.canParse(url) ? new URL(url) : null
  const login = user ?? (inUrl?.username ? `${inUrl.username}:${inUrl.password}` : null)
  if (login !== null) {
    const [name = '', ...rest] = login.split(':')
    const headers = all.filter((header) => !/^authorization$/i.test(header.name))
    return { credentials: { kind: 'basic', user: name, password: rest.join(':') }, headers }
  }
  const found =
    all.find(({ name }) => /^authorization$/i.test(name)) ?? all.find(({ name }) => SECRET_HEADER.test(name))
  if (!found) return { credentials: null, headers: [...all] }
  const headers = all.filter((header) => header !== found)
  return { credentials: credentialsOf(found), headers }
}

function credentialsOf({ name, value }: { name: string; value: string }): CurlCredentials {
  const [, scheme = '', key = ''] = /^(\S+)\s+(\S+)$/.exec(value) ?? []
  if (/^authorization$/i.test(name) && /^bearer$/i.test(scheme)) return { kind: 'bearer', key }
  const login = /^authorization$/i.test(name) && /^basic$/i.test(scheme) ? decoded(key) : null
  if (login !== null) {
    const [user = '', ...rest] = login.split(':')
    return { kind: 'basic', user, password: rest.join(':') }
  }
  return { kind: 'header', name, key: value }
}

function decoded(base64: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))
  } catch {
    return null
  }
}
