import type { Json, JsonObject } from '@/lib/core/json'
import type { FieldSpec, ListSpec } from './field-spec'

/** A new list item: the schema's defaults, and new names where names identify items. */
export function newItem({ item, layout }: ListSpec, existing: readonly Json[]): Json {
  const word = (layout.itemLabel ?? 'item').replace(/[^A-Za-z0-9]/g, '') || 'item'
  return newValue(item, word, (name) => existing.map((entry) => (isObject(entry) ? entry[name] : entry)))
}

/** A copy of an item with a new id, because edges may refer to ids. */
export function copyItem(spec: ListSpec, entry: Json, existing: readonly Json[]): Json {
  if (!isObject(entry) || spec.item.kind !== 'object') return entry
  const fresh = newItem(spec, existing)
  const hidden = spec.item.fields.filter((field) => field.layout.hidden || isName(field))
  const hiddenValues = isObject(fresh) ? hidden.map(({ name }) => [name, fresh[name] ?? null]) : []
  return { ...entry, ...Object.fromEntries(hiddenValues) }
}

type UsedValues = (name: string) => (Json | undefined)[]

export function newValue(spec: FieldSpec, word = 'item', used: UsedValues = () => []): Json {
  if (spec.fallback !== undefined) return spec.fallback
  switch (spec.kind) {
    case 'text':
      return newText(spec, word, used)
    case 'number':
      return spec.min ?? 0
    case 'boolean':
      return false
    case 'choice':
      return spec.options[0]?.value ?? ''
    case 'list':
      return []
    case 'object':
      return newObject(spec.fields, word, used)
    case 'variants':
      return newVariant(spec.discriminator, spec.variants[0])
    case 'json':
      return {}
  }
}

export function newVariant(
  discriminator: string,
  variant: { value: string; fields: FieldSpec[] } | undefined,
): JsonObject {
  return variant ? { ...newObject(variant.fields), [discriminator]: variant.value } : {}
}

function newObject(fields: readonly FieldSpec[], word = 'item', used: UsedValues = () => []): JsonObject {
  const needed = fields.filter((field) => !field.isOptional || field.fallback !== undefined)
  return Object.fromEntries(needed.map((field) => [field.name, newValue(field, word, used)]))
}

/** Empty where allowed; otherwise the word with the first free number. */
function newText(spec: FieldSpec, word: string, used: UsedValues): string {
  if (spec.accepts('') && !spec.layout.hidden) return ''
  const known = new Set(used(spec.name))
  let number = 1
  while (known.has(`${word}${number}`)) number += 1
  return `${word}${number}`
}

function isName(field: FieldSpec): boolean {
  return field.kind === 'text' && (field.name === 'name' || field.name === 'id') && !field.accepts('')
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
