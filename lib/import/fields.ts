import type { Json, JsonObject } from '@/lib/core/json'

/** Reads of values whose type a file does not guarantee. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

/** Values of a file are valid JSON already. Reading their content here would count as use of all settings. */
export const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}

export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : [])

export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

/** Turns any name into a valid port id; `fallback` if no character of it is usable. */
export function portName(name: string, fallback: string): string {
  const cleaned = name
    .replaceAll(/[^A-Za-z0-9_-]/g, '_')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 64)
  return cleaned === '' ? fallback : cleaned
}

/** Writes a selector as a reference for a text. */
export function referenceTo(selector: unknown): string {
  const path = listOf(selector).map(textOf)
  return path.length < 2 ? '' : `{{#${path.join('.')}#}}`
}
