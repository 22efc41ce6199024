import { type OpenApi, resolveSchema, type Schema } from './open-api'

const MAX_DEPTH = 6
const FORMATS: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-7000-8000-000000000000',
  'date-time': '2030-01-01T09:00:00Z',
  date: '2030-01-01',
  email: 'ada@example.com',
  uri: 'https://example.com',
}

/** A minimal example of a schema: only its required fields, with simple values. */
export function sampleOf(schema: Schema, document: OpenApi, depth = 0): unknown {
  const node = resolveSchema(schema, document)
  if (node.const !== undefined) return node.const
  if (node.default !== undefined) return node.default
  if (node.enum) return node.enum[0]
  const choice = node.anyOf?.[0] ?? node.oneOf?.[0]
  if (choice) return sampleOf(choice, document, depth + 1)
  return sampleByType(node, document, depth)
}

function sampleByType(node: Schema, document: OpenApi, depth: number): unknown {
  switch (Array.isArray(node.type) ? node.type[0] : node.type) {
    case 'object':
      return depth > MAX_DEPTH ? {} : sampleObject(node, document, depth)
    case 'array':
      return (node.minItems ?? 0) > 0 && node.items ? [sampleOf(node.items, document, depth + 1)] : []
    case 'integer':
    case 'number':
      // Integers without a limit have the smallest safe integer as their minimum.
      return node.minimum === undefined || node.minimum < -Number.MAX_SAFE_INTEGER + 1 ? 1 : node.minimum
    case 'boolean':
      return true
    case 'null':
      return null
    case 'string':
      return FORMATS[node.format ?? ''] ?? 'text'
    default:
      return {}
  }
}

function sampleObject({ properties = {}, required = [] }: Schema, document: OpenApi, depth: number) {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name))
      .map(([name, property]) => [name, sampleOf(property, document, depth + 1)]),
  )
}
