import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'

const PART = /\{\{(\+?)([a-zA-Z][\w.]*)\}\}/g
const WHOLE = /^\{\{\+?([a-zA-Z][\w.]*)\}\}$/

type Input = Readonly<JsonObject>

/** The value of `{{name}}` or `{{name.part}}`; undefined if it is absent. */
function fieldOf(input: Input, name: string): Json | undefined {
  let current: Json | undefined = input as JsonObject
  for (const key of name.split('.')) {
    if (typeof current !== 'object' || current === null || Array.isArray(current) || !Object.hasOwn(current, key))
      return undefined
    current = current[key]
  }
  return current ?? undefined
}

/** Names of the fields that a template refers to. */
export function templateFields(template: string): string[] {
  return [...template.matchAll(PART)].map(([, , name = '']) => name.split('.')[0] ?? '')
}

/** Fills in the fields of a template string; undefined if one of them is absent. */
export function fillText(template: string, input: Input, encode: (text: string) => string = (text) => text) {
  let isAbsent = false
  const text = template.replace(PART, (_, _whole: string, name: string) => {
    const value = fieldOf(input, name)
    if (value === undefined) isAbsent = true
    return value === undefined ? '' : encode(textOf(value))
  })
  return isAbsent ? undefined : text
}

/**
 * A path with percent-encoded values. `{{+name}}` keeps the slashes of a value, such as a file's path. @throws
 * INVALID_INPUT for an absent or empty value, and for `.` and `..`, which would leave the path
 */
export function fillPath(template: string, input: Input): string {
  const path = template.replace(PART, (_, keepsSlashes: string, name: string) => {
    const value = fieldOf(input, name)
    const text = value === undefined ? '' : textOf(value)
    if (text === '') throw new AppError('INVALID_INPUT', problem('plugins.pathValueMissing', { name }))
    return keepsSlashes === '' ? encodeURIComponent(text) : text.split('/').map(encodeURIComponent).join('/')
  })
  const isClimbing = (path.split(/[?#]/)[0] ?? '').split('/').some((part) => /^(?:\.|%2e){1,2}$/i.test(part))
  if (isClimbing) throw new AppError('INVALID_INPUT', problem('plugins.pathClimbs'))
  return path
}

/** Values of a query parameter: several for a list, none if a field is absent. */
export function fillValues(template: string, input: Input): string[] {
  const name = WHOLE.exec(template)?.[1]
  const value = name === undefined ? undefined : fieldOf(input, name)
  if (Array.isArray(value)) return value.map(textOf)
  const text = fillText(template, input)
  return text === undefined ? [] : [text]
}

/** A header with its fields filled in, without control characters, which could end the header. */
export function fillHeader(template: string, input: Input): string | undefined {
  return fillText(template, input)?.replace(/\p{Cc}+/gu, ' ')
}

/**
 * JSON with its fields filled in: `"{{name}}"` becomes the value itself. An absent field removes its property or item,
 * and a property whose object or list loses everything is removed too.
 */
export function fillJson(template: Json, input: Input): Json | undefined {
  if (typeof template === 'string') {
    const name = WHOLE.exec(template)?.[1]
    return name === undefined ? fillText(template, input) : fieldOf(input, name)
  }
  if (typeof template !== 'object' || template === null) return template
  if (Array.isArray(template)) {
    const items = template.map((item) => fillJson(item, input)).filter((item) => item !== undefined)
    return items.length === 0 && template.length > 0 ? undefined : items
  }
  const entries = Object.entries(template).flatMap(([key, item]): [string, Json][] => {
    const filled = fillJson(item, input)
    return filled === undefined ? [] : [[key, filled]]
  })
  return entries.length === 0 && Object.keys(template).length > 0 ? undefined : Object.fromEntries(entries)
}

export const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))
