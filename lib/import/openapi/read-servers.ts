import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ConnectionField } from '@/lib/plugins/connection-kinds'
import { listOf, objectOf, plainText, textOf, textsOf } from './json-parts'

export const ServerOption = z.strictObject({
  /** With `{name}` for each variable; empty if the document names no address. */
  url: z.string(),
  description: z.string(),
})
export type ServerOption = z.infer<typeof ServerOption>

/** The addresses that a document offers, relative ones resolved against its own address. */
export function readServers(document: JsonObject, documentUrl: string | null): ServerOption[] {
  return listOf(document.servers)
    .slice(0, 50)
    .flatMap((item) => {
      const server = objectOf(item)
      const url = absolute(fillScheme(textOf(server.url).trim(), server), documentUrl)
      return url === null ? [] : [{ url, description: plainText(textOf(server.description), 120) }]
    })
}

/** `{scheme}://…` becomes https where it is offered. */
function fillScheme(url: string, server: JsonObject): string {
  const [, name, rest = ''] = /^\{([^{}]+)\}(:\/\/.*)$/.exec(url) ?? []
  if (name === undefined) return url
  const variable = objectOf(objectOf(server.variables)[name])
  const offered = [...textsOf(variable.enum), textOf(variable.default)]
  return `${offered.includes('https') || !offered.includes('http') ? 'https' : 'http'}${rest}`
}

function absolute(url: string, documentUrl: string | null): string | null {
  if (/^https?:\/\/[^/?#\s]+/i.test(url)) return url.replace(/[?#].*$/, '').replace(/\/+$/, '')
  if (documentUrl === null || /^[a-z][\w+.-]*:/i.test(url)) return null
  if (url.startsWith('//')) return absolute(`https:${url}`, documentUrl)
  const { origin, pathname } = new URL(documentUrl)
  const base = url.startsWith('/') ? '' : pathname.replace(/[^/]*$/, '')
  return `${origin}${base}${url.replace(/^\.\//, '')}`.replace(/\/+$/, '')
}

export interface ReadServer {
  /** With `{field}` for each public field of a connection. */
  baseUrl: string
  hosts: string[]
  /** One field for each variable of the address. */
  fields: ConnectionField[]
}

const HOST_VALUE = /^[a-z0-9-]{1,63}$/i

/**
 * The selected address with its variables as fields of a connection. Variables of the port, and those whose values are
 * several labels of a host name, are replaced by their default.
 * @returns null when the address cannot be used
 */
export function readServer(document: JsonObject, url: string, hasConnections: boolean): ReadServer | null {
  const declared = listOf(document.servers).map(objectOf)
  const variables = Object.assign({}, ...declared.map((server) => objectOf(server.variables)))
  const fields: ConnectionField[] = []
  const [, scheme = '', host = '', path = ''] = /^(https?:\/\/)([^/]+)(.*)$/i.exec(url) ?? []
  if (host === '' || host.includes('@')) return null
  const fill = (text: string, part: 'host' | 'port' | 'path') =>
    text.replace(/\{([^{}]+)\}/g, (_, name: string) => {
      const variable = objectOf(variables[name])
      const fallback = textOf(variable.default)
      const offered = [...textsOf(variable.enum), ...(fallback === '' ? [] : [fallback])]
      const isLabel = part !== 'host' || offered.every((value) => HOST_VALUE.test(value))
      if (!hasConnections || part === 'port' || !isLabel) return fallback
      const field = fieldOf(name, variable, part === 'host')
      if (!fields.some((known) => known.name === field.name)) fields.push(field)
      return `{${field.name}}`
    })
  const [name = '', port] = host.split(/:(?=[^:]*$)/)
  const filledHost = `${fill(name, 'host')
    .toLowerCase()
    .replace(/\{(\w+)\}/g, (whole) => restore(whole, fields))}${
    port === undefined ? '' : `:${fill(port, 'port').replace(/\D/g, '')}`
  }`
  const filledPath = fill(path, 'path').replace(/\/+$/, '')
  const isUsable = HOST_PATTERN.test(filledHost) && !/[?#\s\\]|\/\.{1,2}(?:\/|$)/.test(filledPath)
  return isUsable ? { baseUrl: `${scheme.toLowerCase()}${filledHost}${filledPath}`, hosts: [filledHost], fields } : null
}

/** The same pattern as in lib/plugins/manifest-types. */
const HOST_PATTERN = /^(?:\{[a-z][a-zA-Z0-9]*\}|[a-z0-9-]+)(?:\.(?:\{[a-z][a-zA-Z0-9]*\}|[a-z0-9-]+))*(?::\d{1,5})?$/

/** Names of fields keep their case in a host name. */
function restore(whole: string, fields: readonly ConnectionField[]): string {
  const found = fields.find(({ name }) => `{${name.toLowerCase()}}` === whole)
  return found ? `{${found.name}}` : whole
}

function fieldOf(name: string, variable: Record<string, Json>, isHost: boolean): ConnectionField {
  const [first = 'value', ...rest] = name.split(/[^a-zA-Z0-9]+/).filter(Boolean)
  const id = `${first.charAt(0).toLowerCase()}${first.slice(1)}${rest
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')}`.slice(0, 40)
  const choices = textsOf(variable.enum).slice(0, 30)
  const fallback = textOf(variable.default)
  const help = [plainText(textOf(variable.description), 200), choices.join(', ')].filter(Boolean).join(' ')
  return {
    name: /^[a-z]/.test(id) ? id : `field${id}`.slice(0, 40),
    label: name.slice(0, 60),
    ...(help === '' ? {} : { help }),
    ...(fallback === '' ? {} : { placeholder: fallback.slice(0, 100) }),
    ...(isHost ? { pattern: '[A-Za-z0-9-]{1,63}' } : {}),
  }
}
