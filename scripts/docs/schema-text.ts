import { code } from './markdown'

/** The parts of JSON Schema that the reference shows. */
export interface SchemaNode {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  items?: SchemaNode
  prefixItems?: SchemaNode[]
  properties?: Record<string, SchemaNode>
  required?: string[]
  additionalProperties?: SchemaNode | boolean
  anyOf?: SchemaNode[]
  oneOf?: SchemaNode[]
  allOf?: SchemaNode[]
  minimum?: number
  maximum?: number
  maxLength?: number
  maxItems?: number
  description?: string
}

const MAX_CHOICES = 12
const MAX_DEPTH = 3
/** Zod's limits of safe integers are not informative. */
const isPrintable = (limit: number | undefined): limit is number => limit !== undefined && Math.abs(limit) < 2 ** 53 - 1

export const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)

/** @param linkTo where a named schema is described; null if it needs no link */
export function typeText(schema: SchemaNode, linkTo: (name: string) => string | null): string {
  if (schema.$ref !== undefined) {
    const name = refName(schema.$ref)
    const target = linkTo(name)
    return target === null ? name : `[${name}](${target})`
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((choice) => typeText(choice, linkTo)))].join(' or ')
  if (schema.allOf) return schema.allOf.map((part) => typeText(part, linkTo)).join(' and ')
  if (schema.enum) return enumText(schema.enum)
  if (schema.const !== undefined) return code(JSON.stringify(schema.const))
  if (Array.isArray(schema.type)) return schema.type.join(' or ')
  if (schema.prefixItems) return `list of ${schema.prefixItems.map((item) => typeText(item, linkTo)).join(' and ')}`
  if (schema.type === 'array') return `array of ${typeText(schema.items ?? {}, linkTo)}`
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object' && !schema.properties)
    return `map of ${typeText(schema.additionalProperties, linkTo)}`
  if (schema.format !== undefined && schema.type === 'string') return `string (${schema.format})`
  return schema.type ?? 'any'
}

function enumText(values: readonly unknown[]): string {
  const choices = values.slice(0, MAX_CHOICES).map((value) => code(JSON.stringify(value)))
  return `${choices.join(', ')}${values.length > MAX_CHOICES ? ', …' : ''}`
}

/** Rows of a table of fields: name, type, meaning. Fields of inner objects follow with their path. */
export function fieldRows(
  schema: SchemaNode,
  linkTo: (name: string) => string | null,
  { showRequired }: { showRequired: boolean },
  path = '',
  depth = 0,
): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const propertyPath = `${path}${name}`
    const isRequired = schema.required?.includes(name) ?? false
    const notes = [showRequired && isRequired ? 'Required.' : '', field.description ?? '', ...limits(field)]
    const row = [code(propertyPath), typeText(field, linkTo), notes.filter(Boolean).join(' ')]
    const inner = depth < MAX_DEPTH ? innerObject(field) : null
    if (!inner) return [row]
    const suffix = field.type === 'array' ? '[].' : '.'
    return [row, ...fieldRows(inner, linkTo, { showRequired }, `${propertyPath}${suffix}`, depth + 1)]
  })
}

/** The object in a field, in its items, or beside null. */
function innerObject(field: SchemaNode): SchemaNode | null {
  if (field.properties) return field
  if (field.type === 'array' && field.items?.properties) return field.items
  const objects = (field.anyOf ?? []).filter((choice) => choice.properties)
  return objects.length === 1 ? (objects[0] ?? null) : null
}

function limits({ default: value, minimum, maximum, maxLength, maxItems }: SchemaNode): string[] {
  const range =
    isPrintable(minimum) && isPrintable(maximum)
      ? `${minimum} to ${maximum}.`
      : isPrintable(maximum)
        ? `At most ${maximum}.`
        : isPrintable(minimum)
          ? `At least ${minimum}.`
          : ''
  return [
    range,
    maxLength === undefined ? '' : `At most ${maxLength} characters.`,
    maxItems === undefined ? '' : `At most ${maxItems} items.`,
    value === undefined ? '' : `Default: ${code(JSON.stringify(value))}.`,
  ]
}
