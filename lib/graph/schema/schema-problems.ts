import type { Json, JsonObject } from '@/lib/core/json'

const MAX_PROBLEMS = 10
const MAX_DEPTH = 60

/** A mismatch as an English sentence, which exported projects need since they have no other texts, and by its key. */
export interface SchemaProblem {
  message: string
  key: string
  params: Readonly<Record<string, string | number | { key: string }>>
}

interface Walk {
  root: JsonObject
  problems: SchemaProblem[]
  matches: MatchesPattern
}

/**
 * Whether a string matches a pattern. The engine that is safe for user patterns is large: without it
 * they count as matching.
 */
export type MatchesPattern = (pattern: string, text: string) => boolean

/** Mismatches with a JSON Schema, worded for models and users, each with its path. Unknown keywords are ignored. */
export function schemaProblems(value: Json, schema: JsonObject, matches?: MatchesPattern): string[] {
  return findSchemaProblems(value, schema, matches).map(({ message }) => message)
}

/** Mismatches with their keys, for the language of a page. */
export function findSchemaProblems(
  value: Json,
  schema: JsonObject,
  matches: MatchesPattern = () => true,
): SchemaProblem[] {
  const walk: Walk = { root: schema, problems: [], matches }
  check(value, schema, { path: '', depth: 0 }, walk)
  return walk.problems.slice(0, MAX_PROBLEMS)
}

interface Place {
  path: string
  depth: number
}

function check(value: Json, schema: Json | undefined, place: Place, walk: Walk): void {
  if (schema === false) report(place, 'schema.notAllowed', 'is not allowed', {}, walk)
  if (!isObject(schema) || place.depth > MAX_DEPTH || walk.problems.length >= MAX_PROBLEMS) return
  const deeper = { ...place, depth: place.depth + 1 }
  if (typeof schema.$ref === 'string') check(value, resolve(schema.$ref, walk.root), deeper, walk)
  checkCombinations(value, schema, deeper, walk)
  if (!checkType(value, schema, place, walk)) return
  if (Array.isArray(schema.enum) && !schema.enum.some((item) => isSame(item, value)))
    report(
      place,
      'schema.oneOf',
      'must be one of {values}',
      { values: JSON.stringify(schema.enum).slice(0, 300) },
      walk,
    )
  if (schema.const !== undefined && !isSame(schema.const, value))
    report(place, 'schema.equal', 'must be {value}', { value: JSON.stringify(schema.const) }, walk)
  if (typeof value === 'string') checkText(value, schema, place, walk)
  else if (typeof value === 'number') checkNumber(value, schema, place, walk)
  else if (Array.isArray(value)) checkList(value, schema, deeper, walk)
  else if (isObject(value)) checkObject(value, schema, deeper, walk)
}

function checkType(value: Json, { type }: JsonObject, place: Place, walk: Walk): boolean {
  if (type === undefined) return true
  const types = Array.isArray(type) ? type : [type]
  if (types.some((name) => isOfType(value, name))) return true
  const params = {
    types: types.map(String).join(' or '),
    actual: { key: TYPE_KEYS[typeName(value)] ?? 'schema.object' },
  }
  report(place, 'schema.wrongType', `must be {types}, but is ${nameOf(value)}`, params, walk)
  return false
}

function isOfType(value: Json, type: Json): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

function checkText(value: string, { minLength, maxLength, pattern }: JsonObject, place: Place, walk: Walk): void {
  const length = [...value].length
  if (typeof minLength === 'number' && length < minLength)
    report(place, 'schema.tooShort', 'needs at least {count} characters', { count: minLength }, walk)
  if (typeof maxLength === 'number' && length > maxLength)
    report(place, 'schema.tooLong', 'has more than {count} characters', { count: maxLength }, walk)
  if (typeof pattern === 'string' && !walk.matches(pattern, value))
    report(place, 'schema.pattern', 'must match the pattern {pattern}', { pattern: pattern.slice(0, 100) }, walk)
}

function checkNumber(value: number, schema: JsonObject, place: Place, walk: Walk): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  if (typeof minimum === 'number' && value < minimum)
    report(place, 'schema.atLeast', 'must be at least {limit}', { limit: minimum }, walk)
  if (typeof maximum === 'number' && value > maximum)
    report(place, 'schema.atMost', 'must be at most {limit}', { limit: maximum }, walk)
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum)
    report(place, 'schema.greater', 'must be greater than {limit}', { limit: exclusiveMinimum }, walk)
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum)
    report(place, 'schema.less', 'must be less than {limit}', { limit: exclusiveMaximum }, walk)
  if (typeof multipleOf === 'number' && multipleOf > 0 && !isMultiple(value, multipleOf))
    report(place, 'schema.multiple', 'must be a multiple of {step}', { step: multipleOf }, walk)
}

function checkList(value: Json[], { items, minItems, maxItems }: JsonObject, place: Place, walk: Walk): void {
  if (typeof minItems === 'number' && value.length < minItems)
    report(place, 'schema.tooFewItems', 'needs at least {count} items', { count: minItems }, walk)
  if (typeof maxItems === 'number' && value.length > maxItems)
    report(place, 'schema.tooManyItems', 'has more than {count} items', { count: maxItems }, walk)
  for (const [index, item] of value.entries()) check(item, items, { ...place, path: `${place.path}/${index}` }, walk)
}

function checkObject(value: JsonObject, schema: JsonObject, place: Place, walk: Walk): void {
  const properties = isObject(schema.properties) ? schema.properties : {}
  for (const name of Array.isArray(schema.required) ? schema.required : []) {
    if (typeof name === 'string' && !Object.hasOwn(value, name))
      report(place, 'schema.lacks', 'lacks “{name}”', { name }, walk)
  }
  for (const [name, item] of Object.entries(value)) {
    const inner = { ...place, path: `${place.path}/${name}` }
    if (Object.hasOwn(properties, name)) check(item, properties[name], inner, walk)
    else if (schema.additionalProperties === false)
      report(inner, 'schema.unknownName', 'is not in the schema', {}, walk)
    else check(item, schema.additionalProperties, inner, walk)
  }
}

function checkCombinations(value: Json, { allOf, anyOf, oneOf }: JsonObject, place: Place, walk: Walk): void {
  for (const schema of Array.isArray(allOf) ? allOf : []) check(value, schema, place, walk)
  for (const choices of [anyOf, oneOf]) {
    if (!Array.isArray(choices) || choices.length === 0) continue
    const fitsOne = choices.some((schema) => {
      const inner: Walk = { ...walk, problems: [] }
      check(value, schema, place, inner)
      return inner.problems.length === 0
    })
    if (!fitsOne) report(place, 'schema.noForm', 'fits none of the allowed forms', {}, walk)
  }
}

/** Only resolves references within the schema; nothing is fetched. */
function resolve(reference: string, root: JsonObject): Json | undefined {
  if (!reference.startsWith('#')) return undefined
  let current: Json | undefined = root
  for (const part of reference.slice(1).split('/').filter(Boolean)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    current = isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined
  }
  return current
}

function report({ path }: Place, key: string, text: string, params: SchemaProblem['params'], { problems }: Walk): void {
  const message = text.replace(/\{(\w+)\}/g, (_, param: string) => String(params[param]))
  problems.push({
    message: `${path === '' ? 'The value' : path} ${message}.`,
    key,
    params: { ...params, path: path === '' ? { key: 'schema.wholeValue' } : path },
  })
}

function isMultiple(value: number, step: number): boolean {
  const ratio = value / step
  return Math.abs(ratio - Math.round(ratio)) < 1e-9
}

function isSame(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function nameOf(value: Json): string {
  const name = typeName(value)
  if (name === 'null') return name
  return `${name === 'array' || name === 'object' ? 'an' : 'a'} ${name}`
}

const TYPE_KEYS: Readonly<Record<string, string>> = {
  null: 'schema.null',
  array: 'schema.array',
  object: 'schema.object',
  string: 'schema.string',
  number: 'schema.number',
  boolean: 'schema.boolean',
}

function typeName(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
