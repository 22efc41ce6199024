import type { Json } from '@/lib/core/json'
import { propertyName } from './identifier'
import { indent } from './indent'
import { LINE_BREAK_IN_TEXT, textLiteral } from './text-literal'

const MAX_LINE = 88

/** A JSON value as TypeScript, on one line if it fits. */
export function literal(value: Json): string {
  if (typeof value === 'string') return textLiteral(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const items = Array.isArray(value)
    ? value.map(literal)
    : Object.entries(value).map(([key, item]) => `${propertyName(key)}: ${literal(item)}`)
  return Array.isArray(value) ? bracketed('[', items, ']') : bracketed('{', items, '}')
}

/** An object literal: `key` alone where the code equals the key. */
export function objectCode(entries: readonly (readonly [key: string, code: string])[]): string {
  return bracketed(
    '{',
    entries.map(([key, code]) => (code === key ? key : `${propertyName(key)}: ${code}`)),
    '}',
  )
}

export function bracketed(open: string, items: readonly string[], close: string): string {
  if (items.length === 0) return `${open}${close}`
  const space = open === '{' ? ' ' : ''
  const line = `${open}${space}${items.join(', ')}${space}${close}`
  if (line.length <= MAX_LINE && !line.includes('\n') && !line.includes(LINE_BREAK_IN_TEXT)) return line
  return [open, ...items.map((item) => `${indent(item)},`), close].join('\n')
}
