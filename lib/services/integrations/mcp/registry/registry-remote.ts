import type { RegistryField, RegistryRemote } from '@/lib/contracts/integrations/mcp-registry'
import type { WireHeader, WireRemote } from './registry-wire'

/** Where the value of a field is sent. */
export interface RemoteHeader {
  field: string
  header: string
  prefix: string
  /** Part of the description rather than entered by a person. */
  fixed: string | null
}

export interface ReadRemote extends RegistryRemote {
  headers: RemoteHeader[]
}

const VARIABLE = /\{([^{}]+)\}/g

/** The form of an address in the registry. Null if it needs something that a connection cannot send. */
export function readRemote({ url, headers, variables }: WireRemote): ReadRemote | null {
  const names = new Set<string>()
  const fields: RegistryField[] = []
  const add = (label: string, fieldSpec: Omit<RegistryField, 'name' | 'label'>): string => {
    const name = uniqueName(label, names)
    fields.push({ name, label, ...fieldSpec })
    return name
  }
  const renamed = new Map<string, string>()
  for (const [, variable = ''] of url.matchAll(VARIABLE)) {
    if (renamed.has(variable)) continue
    const { description = '', default: initial = '', isSecret = false } = variables[variable] ?? {}
    // An address is neither sealed nor redacted.
    if (isSecret) return null
    renamed.set(variable, add(variable, { description, isSecret: false, isRequired: true, initial }))
  }
  const address = url.replaceAll(VARIABLE, (_, variable) => `{${renamed.get(variable)}}`)
  if (!isWebAddress(address)) return null
  const placed: RemoteHeader[] = []
  for (const header of headers) {
    const parsed = readHeader(header, add, names)
    if (parsed === null) return null
    placed.push(parsed)
  }
  return { url: address, fields, headers: placed }
}

type Add = (label: string, fieldSpec: Omit<RegistryField, 'name' | 'label'>) => string

function readHeader(header: WireHeader, add: Add, names: Set<string>): RemoteHeader | null {
  const { name, value, isSecret, isRequired, description } = header
  if (value === undefined) {
    const field = add(name, { description, isSecret, isRequired, initial: header.default })
    return { field, header: name, prefix: '', fixed: null }
  }
  const [variable, ...more] = [...value.matchAll(VARIABLE)]
  if (!variable) return { field: uniqueName(name, names), header: name, prefix: '', fixed: value }
  const [placeholder, label = ''] = variable
  // A connection sends a prefix and a value.
  if (more.length > 0 || !value.endsWith(placeholder)) return null
  const prefix = value.slice(0, -placeholder.length)
  if (!/^[\x20-\x7e]{0,40}$/.test(prefix)) return null
  const described = header.variables[label]
  const field = add(label, {
    description: described?.description || description,
    // A header whose secrecy is not declared is treated as one.
    isSecret: described?.isSecret === true || isSecret || /auth|key|token|secret/i.test(name),
    isRequired: described?.isRequired ?? isRequired,
    initial: described?.default ?? '',
  })
  return { field, header: name, prefix, fixed: null }
}

/** An identifier as connections require it. */
function uniqueName(label: string, names: Set<string>): string {
  const words = label.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const camel = words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`,
    )
    .join('')
    .slice(0, 36)
  const base = /^[a-z]/.test(camel) ? camel : `f${camel}`
  let name = base
  for (let number = 2; names.has(name); number += 1) name = `${base}${number}`
  names.add(name)
  return name
}

function isWebAddress(url: string): boolean {
  // Braces are not valid in a host.
  const filled = url.replaceAll(VARIABLE, 'x')
  return /^https?:\/\//i.test(filled) && URL.canParse(filled) && new URL(filled).username === ''
}
