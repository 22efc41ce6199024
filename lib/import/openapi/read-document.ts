import { upgrade } from '@scalar/openapi-upgrader'
import { parseDocument } from 'yaml'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { isObject, objectOf } from './json-parts'

const MAX_ALIASES = 100
const MAX_DEPTH = 200
const MAX_VALUES = 2_000_000

/** The text of an OpenAPI or Swagger document as OpenAPI 3.1, without `__proto__` keys. @throws INVALID_INPUT, TOO_LARGE */
export function readDocument(text: string): JsonObject {
  const value = withoutPrototypes(parseText(text))
  if (!isObject(value)) throw new AppError('INVALID_INPUT', problem('customApis.notObject'))
  const { swagger, openapi } = value
  if (swagger !== '2.0' && swagger !== 2 && !(typeof openapi === 'string' && /^3\.[012](?:\.|$)/.test(openapi)))
    throw new AppError('INVALID_INPUT', problem('customApis.notOpenApi'))
  return upgraded(swagger === 2 ? { ...value, swagger: '2.0' } : value)
}

function upgraded(value: JsonObject): JsonObject {
  try {
    // The first upgrade turns Swagger 2.0 only into 3.0.
    const upgradedOnce = upgrade(value, '3.1')
    const document = value.swagger === undefined ? upgradedOnce : upgrade({ ...upgradedOnce }, '3.1')
    return objectOf(withoutPrototypes(document))
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('customApis.notOpenApi'), { cause })
  }
}

function parseText(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  return trimmed.startsWith('{') ? parseJsonText(trimmed) : parseYamlText(trimmed)
}

function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : ''
    throw new AppError('INVALID_JSON', problem('customApis.notJson', { reason }))
  }
}

/** Reads YAML without custom tags. Few aliases are allowed, so that a small file cannot expand to a large one. */
function parseYamlText(text: string): unknown {
  try {
    const document = parseDocument(text, { schema: 'core', customTags: [], logLevel: 'silent', uniqueKeys: false })
    const [error] = document.errors
    if (error) throw error
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (cause) {
    if (cause instanceof ReferenceError)
      throw new AppError('TOO_LARGE', problem('customApis.tooManyAliases', { max: MAX_ALIASES }))
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '').slice(0, 200) : ''
    throw new AppError('INVALID_INPUT', problem('customApis.notYaml', { reason }))
  }
}

/** A copy that contains only JSON. Dates and other values of YAML become texts. */
function withoutPrototypes(root: unknown): Json {
  let count = 0
  const copy = (value: unknown, depth: number): Json => {
    if (depth > MAX_DEPTH) throw new AppError('INVALID_INPUT', problem('customApis.tooDeep', { max: MAX_DEPTH }))
    count += 1
    if (count > MAX_VALUES) throw new AppError('TOO_LARGE', problem('customApis.tooManyValues'))
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1))
    if (value instanceof Date) return value.toISOString()
    if (typeof value !== 'object' || value === null) return scalarOf(value)
    const entries = Object.entries(value).filter(([key]) => key !== '__proto__')
    return Object.fromEntries(entries.map(([key, item]) => [key, copy(item, depth + 1)]))
  }
  return copy(root, 0)
}

function scalarOf(value: unknown): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}
