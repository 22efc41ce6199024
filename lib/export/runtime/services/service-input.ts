import { AppError } from '@/lib/core/app-error'
import { schemaProblems } from '@/lib/graph/schema/schema-problems'
import { problem } from '@/lib/messages/problems/problem'
import { placeInserted } from '@/lib/plugins/execute/place-inserted'
import { isObject, type Json, type JsonObject, toJson, toText } from '../values'

/** The input of an action: texts become the field's type, and empty optional fields are absent. */
export function coerceInput(schema: JsonObject, values: Readonly<Record<string, unknown>>): JsonObject {
  const fields = isObject(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  const input: JsonObject = {}
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!isObject(field)) throw new AppError('INVALID_INPUT', problem('plugins.fieldUnknown', { name }))
    if (value === undefined || value === null) continue
    const coerced = coerce(toJson(value), field)
    if (coerced !== '' || required.includes(name)) input[name] = coerced
  }
  for (const [name, field] of Object.entries(fields))
    if (!Object.hasOwn(input, name) && isObject(field) && field.default !== undefined) input[name] = field.default
  const [first] = schemaProblems(input, schema)
  if (first !== undefined) throw new AppError('INVALID_INPUT', problem('plugins.fieldsInvalid', { reason: first }))
  return input
}

const SCALARS = ['string', 'number', 'integer', 'boolean']

/** Templates and models produce strings; a step may pass the value itself. */
function coerce(given: Json, field: JsonObject): Json {
  const { items } = field
  const { value, isRead } = placeInserted(given, {
    shape: field.type === 'array' ? 'list' : SCALARS.includes(String(field.type)) ? 'scalar' : 'json',
    hasTexts: isObject(items) && (items.type === 'string' || schemaProblems('text', items).length === 0),
    toText,
  })
  if (isRead) return value
  if (typeof value === 'string') return fromText(value, field)
  if (field.type !== 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function fromText(text: string, { type }: JsonObject): Json {
  const trimmed = text.trim()
  if (type === 'number' || type === 'integer')
    return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text
  if (type === 'boolean') return trimmed === 'true' || (trimmed === 'false' ? false : text)
  if (type === 'string' || trimmed === '') return text
  if (/^[[{]/.test(trimmed)) return parsed(trimmed) ?? text
  if (type === 'array')
    return trimmed
      .split(/[\n,]/)
      .map((item) => item.trim())
      .filter((item) => item !== '')
  return text
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
