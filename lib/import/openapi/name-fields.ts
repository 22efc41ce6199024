import type { ValueSchema } from '@/lib/plugins/imported/value-schema'

export type Location = 'path' | 'query' | 'header' | 'cookie' | 'body'

/** A parameter or a property of the body, before it becomes a field. */
export interface FieldPart {
  location: Location
  /** The name that the service expects. */
  name: string
  required: boolean
  help: string
  schema: ValueSchema
}

export type NamedPart = FieldPart & { id: string; label: string }

/** Adds ids that are unique in the operation: equal names get their location as a prefix, then a number. */
export function nameFields(parts: readonly FieldPart[]): NamedPart[] {
  const used = new Set<string>()
  return parts.map((part) => {
    const id = freeId(part, used)
    used.add(id)
    return { ...part, id, label: labelOf(part.name) }
  })
}

function freeId({ location, name }: FieldPart, used: ReadonlySet<string>): string {
  const plain = fieldId(name)
  if (!used.has(plain)) return plain
  const prefixed = `${location}${plain.charAt(0).toUpperCase()}${plain.slice(1)}`.slice(0, 60)
  if (!used.has(prefixed)) return prefixed
  for (let number = 2; ; number += 1) if (!used.has(`${prefixed}${number}`)) return `${prefixed}${number}`
}

/** `X-Request-ID` -> `xRequestId`; names that can be ids stay as they are. */
export function fieldId(name: string): string {
  if (/^[a-zA-Z]\w{0,59}$/.test(name)) return name
  const [first = '', ...rest] = name.split(/[^a-zA-Z0-9]+/).filter(Boolean)
  const joined = [
    first.toLowerCase(),
    ...rest.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`),
  ]
    .join('')
    .slice(0, 50)
  return /^[a-z]/.test(joined) ? joined : `field${joined.charAt(0).toUpperCase()}${joined.slice(1)}`
}

/** `friendly_name` -> `Friendly name`; other characters are kept, since they tell fields apart. */
export function labelOf(name: string): string {
  if (!/^[\w.-]+$/.test(name)) return name.slice(0, 120) || 'Value'
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[._-]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/\b(?:id|url|api|ip|sms)\b/g, (word) => word.toUpperCase())
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.slice(0, 120) || 'Value'
}
