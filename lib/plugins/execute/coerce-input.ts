import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { insertedOperator } from '@/lib/core/mongo/inserted-operator'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { coreSchema } from '@/lib/graph/schema/schema-parts'
import { textFromJson } from '@/lib/graph/templates/text-from-json'
import { problem } from '@/lib/messages/problems/problem'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { ActionDefinition } from '../action'
import { placeInserted } from './place-inserted'

/**
 * The input of an action from settings, wires and arguments: texts become the field's type, and empty optional fields
 * are absent. @throws INVALID_INPUT that names the field
 */
export function coerceInput({ input: schema }: ActionDefinition, values: JsonObject): JsonObject {
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(schema.shape, name))
  if (unknown !== undefined) throw new AppError('INVALID_INPUT', problem('plugins.fieldUnknown', { name: unknown }))
  const coerced = Object.entries(schema.shape).flatMap(([name, field]): [string, Json][] => {
    if (!(field instanceof z.ZodType) || !Object.hasOwn(values, name)) return []
    const value = coerce(values[name] ?? null, field, name)
    const isEmpty = value === null || (value === '' && acceptsAbsence(field))
    return isEmpty ? [] : [[name, value]]
  })
  const parsed = schema.safeParse(Object.fromEntries(coerced))
  if (parsed.success) return JSON.parse(JSON.stringify(parsed.data))
  const issue = parsed.error.issues[0]
  const name = String(issue?.path[0] ?? '')
  const field = schema.shape[name]
  const label = field instanceof z.ZodType ? (fieldLayout(field).label ?? name) : name
  if (!Object.hasOwn(Object.fromEntries(coerced), name))
    throw new AppError('INVALID_INPUT', problem('plugins.fieldMissing', { label }))
  throw new AppError(
    'INVALID_INPUT',
    problem('plugins.fieldInvalid', { label, reason: verbatim(issue?.message ?? '') }),
  )
}

const acceptsAbsence = (field: z.ZodType): boolean => field.safeParse(undefined).success

/** Templates and forms produce strings; an edge may pass the value itself. */
function coerce(given: Json, field: z.ZodType, name: string): Json {
  const core = coreSchema(field)
  const { operators = false, label = name } = fieldLayout(field)
  const check = (inserted: Json) => {
    const operator = operators ? insertedOperator(inserted) : null
    if (operator !== null) throw new AppError('INVALID_INPUT', problem('plugins.operatorInserted', { label, operator }))
  }
  const { value, isRead } = placeInserted(given, {
    shape: core instanceof z.ZodArray ? 'list' : isScalar(core) ? 'scalar' : 'json',
    hasTexts: core instanceof z.ZodArray && hasTexts(core.element),
    toText: textFromJson,
    check,
  })
  if (isRead) return value
  const read = convert(value, core)
  // The whole field is one inserted text.
  if (typeof given === 'string' && value !== given) check(read)
  return read
}

function convert(value: Json, core: z.ZodType): Json {
  if (typeof value === 'string') return fromText(value, core)
  if (core instanceof z.ZodString && (typeof value === 'number' || typeof value === 'boolean')) return String(value)
  if (core instanceof z.ZodString && typeof value === 'object' && value !== null) return JSON.stringify(value)
  return value
}

const isScalar = (core: z.ZodType): boolean =>
  core instanceof z.ZodString ||
  core instanceof z.ZodEnum ||
  core instanceof z.ZodNumber ||
  core instanceof z.ZodBoolean

function hasTexts(item: unknown): boolean {
  if (!(item instanceof z.ZodType)) return false
  return coreSchema(item).def.type === 'string' || item.safeParse('text').success
}

function fromText(text: string, core: z.ZodType): Json {
  const trimmed = text.trim()
  if (core instanceof z.ZodNumber) return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text
  if (core instanceof z.ZodBoolean) return trimmed === 'true' || (trimmed === 'false' ? false : text)
  if (core instanceof z.ZodString || core instanceof z.ZodEnum || trimmed === '') return text
  if (/^[[{]/.test(trimmed)) return parsed(trimmed) ?? text
  if (core instanceof z.ZodArray)
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
