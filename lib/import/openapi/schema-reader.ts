import type { Json, JsonObject } from '@/lib/core/json'
import type { ObjectProperty, ValueSchema } from '@/lib/plugins/imported/value-schema'
import type { NoteList } from './api-notes'
import { isObject, listOf, objectOf, plainText, textOf, textsOf } from './json-parts'
import { mergeAllOf } from './merge-all-of'
import type { RefResolver } from './resolve-refs'

/** Below this depth a value is free JSON, which also ends recursion. */
const MAX_DEPTH = 5
/** Schemas of one operation, all levels together. */
const MAX_SCHEMAS = 2_000
const MAX_PROPERTIES = 250
const JSON_VALUE: ValueSchema = { type: 'json' }

/** Converts the schemas of one operation. */
export class SchemaReader {
  #count = 0

  constructor(
    private readonly resolver: RefResolver,
    private readonly notes: NoteList,
  ) {}

  /** @throws SkippedOperation for a reference that cannot be followed */
  read(schema: Json | undefined, depth = 0, outer: readonly string[] = []): ValueSchema {
    // Such schemas are `true`, or the tuples of older documents.
    if (!isObject(schema)) return JSON_VALUE
    this.#count += 1
    const { value, ref } = this.resolver.resolve(schema)
    if (ref !== null && outer.includes(ref) && depth >= MAX_DEPTH) this.notes.add('recursion', ref)
    if (depth >= MAX_DEPTH || this.#count > MAX_SCHEMAS) return JSON_VALUE
    const path = ref === null ? outer : [...outer, ref]
    return this.#readPlain(mergeAllOf(value, this.resolver), depth, path)
  }

  /** The schema with its `allOf` merged, for code that reads the properties itself. */
  flatten(schema: Json | undefined): JsonObject {
    if (!isObject(schema)) return {}
    return mergeAllOf(this.resolver.resolve(schema).value, this.resolver)
  }

  #readPlain(schema: JsonObject, depth: number, path: readonly string[]): ValueSchema {
    const variants = [...listOf(schema.oneOf), ...listOf(schema.anyOf)].filter((item) => !isNull(item))
    if (variants.length === 1) return this.read(variants[0], depth, path)
    if (variants.length > 1) return this.#readVariants(variants, depth, path)
    const { enum: values, const: constant } = schema
    if (constant !== undefined) return choiceOf([constant]) ?? JSON_VALUE
    const type = typeOf(schema)
    if (Array.isArray(values) && (type === 'string' || type === null)) return choiceOf(values) ?? textSchema(schema)
    switch (type) {
      case 'string':
        return textSchema(schema)
      case 'number':
      case 'integer':
        return { type, ...numbers(schema, ['minimum', 'maximum']) }
      case 'boolean':
        return { type }
      case 'array':
        return { type, items: this.read(schema.items, depth + 1, path), ...lengths(schema, ['maxItems']) }
      case 'object':
        return this.#readObject(schema, depth, path)
      case null:
        return JSON_VALUE
    }
  }

  /** Variants of one simple type are that type; others are free JSON. */
  #readVariants(variants: readonly Json[], depth: number, path: readonly string[]): ValueSchema {
    const schemas = variants.map((variant) => this.read(variant, depth + 1, path))
    const types = new Set(schemas.map(({ type }) => type))
    const [type] = types
    if (types.size === 1 && (type === 'string' || type === 'boolean' || type === 'number' || type === 'integer'))
      return { type }
    this.notes.add('variants')
    return JSON_VALUE
  }

  #readObject(schema: JsonObject, depth: number, path: readonly string[]): ValueSchema {
    const required = textsOf(schema.required)
    const properties = Object.entries(objectOf(schema.properties))
      .slice(0, MAX_PROPERTIES)
      .flatMap(([name, value]): ObjectProperty[] => {
        if (name === '' || name.length > 200 || isReadOnly(value)) return []
        const help = isObject(value) ? plainText(textOf(value.description), 300) : ''
        const property = { name, required: required.includes(name), schema: this.read(value, depth + 1, path) }
        return [help === '' ? property : { ...property, help }]
      })
    return { type: 'object', properties, isOpen: schema.additionalProperties !== false }
  }
}

export const isReadOnly = (schema: Json | undefined): boolean => isObject(schema) && schema.readOnly === true

function isNull(schema: Json): boolean {
  return (
    isObject(schema) && (schema.type === 'null' || (Array.isArray(schema.enum) && schema.enum.every((v) => v === null)))
  )
}

type PlainType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'
const TYPES: readonly PlainType[] = ['string', 'number', 'integer', 'boolean', 'array', 'object']

/** The type of a schema; null if it has several, none or an unknown one. */
function typeOf({ type, properties, items, additionalProperties }: JsonObject): PlainType | null {
  const types = (Array.isArray(type) ? type : [type]).filter((item) => item !== 'null')
  const known = TYPES.find((name) => types.length === 1 && types[0] === name)
  if (known) return known
  if (type !== undefined) return null
  if (isObject(properties) || isObject(additionalProperties)) return 'object'
  return items === undefined ? null : 'array'
}

function textSchema(schema: JsonObject): ValueSchema {
  const { format, contentMediaType, contentEncoding } = schema
  const isBinary = format === 'binary' || (contentMediaType !== undefined && contentEncoding === undefined)
  return isBinary ? { type: 'file' } : { type: 'string', ...lengths(schema, ['minLength', 'maxLength']) }
}

function choiceOf(values: readonly Json[]): ValueSchema | null {
  const texts = [...new Set(values.filter((value) => typeof value === 'string' && value.length <= 1_000))]
  const others = values.filter((value) => value !== null && typeof value !== 'string')
  const known = texts.filter((value) => typeof value === 'string')
  return known.length > 0 && known.length <= 500 && others.length === 0 ? { type: 'string', enum: known } : null
}

function numbers<Name extends string>(schema: JsonObject, names: readonly Name[]): Partial<Record<Name, number>> {
  const found = names.flatMap((name) => (typeof schema[name] === 'number' ? [[name, schema[name]]] : []))
  return Object.fromEntries(found)
}

function lengths<Name extends string>(schema: JsonObject, names: readonly Name[]): Partial<Record<Name, number>> {
  const found = Object.entries(numbers(schema, names)).filter(
    ([, value]) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 1_000_000,
  )
  return Object.fromEntries(found) as Partial<Record<Name, number>>
}
