import type { Json, JsonObject } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import type { VariableType } from './declaration'

/** The value as this type, or undefined when it does not fit. Text is read as the type where that is unambiguous. */
export function convertValue(type: VariableType, value: Json): Json | undefined {
  switch (type) {
    case 'text':
      if (value === null) return ''
      return typeof value === 'object' ? undefined : String(value)
    case 'number':
      return toNumber(value)
    case 'boolean':
      return toBoolean(value)
    case 'list': {
      const list = structureOf(value)
      return Array.isArray(list) ? list : undefined
    }
    case 'json':
      return structureOf(value)
  }
}

/** The value that a variable without a default has. */
export function emptyValue(type: VariableType): Json {
  switch (type) {
    case 'text':
      return ''
    case 'number':
      return 0
    case 'boolean':
      return false
    case 'list':
      return []
    case 'json':
      return null
  }
}

/** The default typed into a form, or that of the type if nothing was typed. Undefined when it does not fit. */
export function readDefault(type: VariableType, typed: string): Json | undefined {
  if (type === 'text') return typed
  return typed.trim() === '' ? emptyValue(type) : convertValue(type, typed.trim())
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Length of a value for its limit. */
export function charactersOf(value: Json): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value).length
}

function toNumber(value: Json): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function toBoolean(value: Json): boolean | undefined {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}

/** Text that is a JSON object or list is parsed. Undefined for keys that would reach a prototype. */
function structureOf(value: Json): Json | undefined {
  const parsed = typeof value === 'string' && /^\s*[[{]/.test(value) ? parseOrText(value) : value
  return findJsonFlaw(parsed) ? undefined : parsed
}

function parseOrText(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
